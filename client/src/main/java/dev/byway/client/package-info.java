/// The client's front: [dev.byway.client.NfsUrl] says what to mount and how,
/// [dev.byway.client.NfsMount] mounts it, [dev.byway.client.NfsExports] lists what a server offers.
package dev.byway.client;

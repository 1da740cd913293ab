/// LOCALIO, the server's side: who proves to share this host is lent descriptors of files, under
/// exactly the conditions of the wire.
///
/// [dev.byway.server.localio.LocalioProgram] takes a nonce from the NFS connection,
/// [dev.byway.server.localio.LocalioServer] waits in the rendezvous folder for the process that
/// knows it, [dev.byway.server.localio.LocalClient] keeps what that process was lent, and
/// [dev.byway.server.localio.LendingRule] decides what it may be lent.
package dev.byway.server.localio;

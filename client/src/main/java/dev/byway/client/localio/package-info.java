/// LOCALIO, the client's side: a room over an NFS room that reads and writes the file itself
/// wherever the server proves to share this host, and over the wire wherever not.
///
/// [dev.byway.client.localio.LocalioVfs] opens; `LocalFile` is the two-hop road of a read: is the
/// grant's slot still valid, then `pread`. `Acquaintance` finds the server and loses it again,
/// `GrantCache` keeps what was lent, [dev.byway.client.localio.RoadReport] says which road each
/// file takes and why.
package dev.byway.client.localio;

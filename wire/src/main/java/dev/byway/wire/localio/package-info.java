/// LOCALIO, program 400122 version 1 of Linux (`fs/nfs_common/nfslocalio.c`), which has no RFC.
/// Spoken on the NFS connection itself, with AUTH_SYS, and not known to rpcbind.
///
/// | number | procedure | arguments | results |
/// |---|---|---|---|
/// | 0 | NULL | none | none |
/// | 1 | UUID_IS_LOCAL | [UuidIsLocal] | none, whether or not the server knows the UUID |
///
/// The UUID is a nonce. Where Linux looks it up in kernel memory that client and server share, the
/// client shows it on a UNIX socket of the server's and is then lent descriptors: the grant
/// protocol, Byway's own, in [GrantMessage].
package dev.byway.wire.localio;

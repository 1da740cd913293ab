/// NFS version 3 (RFC 1813) as a room: [dev.byway.client.nfs3.Nfs3Vfs] turns the calls of
/// [dev.byway.vfs.Vfs] into procedures, [dev.byway.client.nfs3.Nfs3File] those of an open file.
///
/// What NFSv3 does not have, and what is done instead:
///
/// - **open**: ACCESS is asked once, and the server checks again at each READ and WRITE, letting
///   the owner through. So an open file can lose its rights, except its owner's.
/// - **files that are open but have no name**: `SillyNames` keeps a name `.nfs…` until the last
///   close.
/// - **16 groups**: AUTH_SYS carries no more of a caller's groups.
/// - **change attributes**: made from ctime.
/// - **what a node was like before a call**: `wcc_data` tells its size, mtime and ctime; the rest
///   of [dev.byway.vfs.Change#before] is as after the call.
package dev.byway.client.nfs3;

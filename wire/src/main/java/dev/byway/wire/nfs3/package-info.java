/// NFS version 3, RFC 1813: the messages of program 100003, a file an operation.
///
/// | number | procedure | section | messages |
/// |---|---|---|---|
/// | 0 | NULL | §3.3.0 | none |
/// | 1 | GETATTR | §3.3.1 | [Getattr3] |
/// | 2 | SETATTR | §3.3.2 | [Setattr3] |
/// | 3 | LOOKUP | §3.3.3 | [Lookup3] |
/// | 4 | ACCESS | §3.3.4 | [Access3] |
/// | 5 | READLINK | §3.3.5 | [Readlink3] |
/// | 6 | READ | §3.3.6 | [Read3] |
/// | 7 | WRITE | §3.3.7 | [Write3] |
/// | 8 | CREATE | §3.3.8 | [Create3] |
/// | 9 | MKDIR | §3.3.9 | [Mkdir3] |
/// | 10 | SYMLINK | §3.3.10 | [Symlink3] |
/// | 11 | MKNOD | §3.3.11 | [Mknod3] |
/// | 12 | REMOVE | §3.3.12 | [Remove3] |
/// | 13 | RMDIR | §3.3.13 | [Rmdir3] |
/// | 14 | RENAME | §3.3.14 | [Rename3] |
/// | 15 | LINK | §3.3.15 | [Link3] |
/// | 16 | READDIR | §3.3.16 | [Readdir3] |
/// | 17 | READDIRPLUS | §3.3.17 | [Readdirplus3] |
/// | 18 | FSSTAT | §3.3.18 | [Fsstat3] |
/// | 19 | FSINFO | §3.3.19 | [Fsinfo3] |
/// | 20 | PATHCONF | §3.3.20 | [Pathconf3] |
/// | 21 | COMMIT | §3.3.21 | [Commit3] |
///
/// The RFC's integer typedefs (`offset3`, `count3`, `size3`, `fileid3` ...) are `int` and `long`
/// here, the eight bytes of a verifier a `long`, its optional unions a value that may be null.
package dev.byway.wire.nfs3;

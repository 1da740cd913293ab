/// 9P: 9P2000.L, 9P2000.u and 9P2000 for the same exports that NFS serves, over TCP and UNIX
/// sockets. [dev.byway.server.ninep.NinepServer] listens; a
/// connection has one session at a time, in which fids stand for files.
package dev.byway.server.ninep;

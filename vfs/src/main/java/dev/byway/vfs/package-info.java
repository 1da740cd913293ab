/// One interface on both sides. *Doors* (the NFS server, the command line, later 9P, FUSE and
/// `java.nio`) call [dev.byway.vfs.Vfs]; *rooms* (a local directory, memory, an NFS client, a cache
/// over another room) implement it. Every door works on every room.
///
/// The rules that hold for every room:
///
/// - **Threads.** Any number of threads may call anything at any time. A call is atomic towards
///   other calls where POSIX says so.
/// - **Failure** is an [dev.byway.base.ErrnoException] and nothing else. A failed call changed
///   nothing, unless its doc says otherwise.
/// - **Identity** comes with each call as a [dev.byway.vfs.Caller], never from the thread.
/// - **Waiting.** A call whose caller says [dev.byway.vfs.Caller#nowait] either answers from memory
///   or throws EAGAIN at once, before it changed anything; the door asks again on a thread that may
///   wait. Rooms that cannot tell throw EAGAIN for all of them and say so in
///   [dev.byway.vfs.Capabilities#nowait].
/// - **Buffers** belong to the caller, before, during and after the call. Nobody keeps them.
/// - **Names** are bytes.
package dev.byway.vfs;

/// A file system in the heap: the reference that other rooms are compared with, and a room to try
/// things on or to serve to strangers, since its size is bounded.
///
/// [dev.byway.vfs.memory.MemoryVfs] answers the calls; an `Inode` is a node with its attributes and
/// its lock, in four kinds; `Pages` holds a file's data, `DirectoryInode` the names; `Permissions`
/// and `Setattr` say what POSIX says; `Rename` moves names; `Space` counts what is used.
///
/// Attributes are an immutable record in a volatile field, so GETATTR and LOOKUP take no lock. What
/// changes takes the inode's lock, in this order:
///
/// 1. the room's rename lock, taken only by a rename between two directories;
/// 2. directories, an ancestor before what is below it; two unrelated ones by id, only under the
///    rename lock, which keeps the tree's shape still;
/// 3. one inode that is not a directory.
package dev.byway.vfs.memory;

/// `java.nio.file` over any [dev.byway.vfs.Vfs]: a door for programs that know only `Path` and
/// `Files`. Start at [dev.byway.nio.NfsFileSystemProvider] (`nfs:` URIs) or
/// [dev.byway.nio.VfsFileSystem#of] (a room at hand).
///
/// `VfsPath` is bytes; `Walk` finds what a path leads to, links followed; `Opening` makes a
/// `FileData` of it, which the channels share; `Copying`, `Moving` and `Removing` are what `Files`
/// calls so; `Failures` says which exception an errno is. `Mounts` is the one place where a server
/// is mounted.
package dev.byway.nio;

/// The door to the kernel: a room mounted at a place of the tree, for programs that know nothing of
/// Byway.
///
/// One request goes this way:
///
/// ```
/// ReaderThread        reads /dev/fuse into its own buffer, sees to it that somebody else listens
///   Request           header, arguments, room for the reply
///   Dispatch          one switch over all opcodes
///   NameOperations, AttributeOperations, FileOperations, DirectoryOperations ...
///     Vfs, OpenFile   reads fill the reply's own memory, writes take the request's
/// ReaderThread        writes the reply
/// ```
///
/// What the kernel remembers between requests is named by numbers: nodes
/// ([dev.byway.fuse.NodeTable], counted, until FORGET) and open files ([dev.byway.fuse.OpenFiles],
/// until RELEASE).
package dev.byway.fuse;

package dev.byway.vfs.memory;

import dev.byway.vfs.Name;

/// One name in a directory.
///
/// @param cookie where a listing goes on after it; larger than those of all older entries
record DirectoryEntry(Name name, long cookie, Inode inode) {}

package dev.byway.vfs;

import org.jspecify.annotations.Nullable;

/// The answer of the calls that give a directory a new entry.
///
/// @param entry the new node, or the one that was there already (unchecked create, link)
/// @param directory the change of the directory
/// @param file the node opened, when the call was asked to open it; the caller closes it
/// @param fresh the node was made by this call
public record Created(Entry entry, Change directory, @Nullable OpenFile file, boolean fresh) {}

package dev.byway.vfs;

import org.jspecify.annotations.Nullable;

/// Takes the entries of a directory, one at a time, on the caller's thread.
@FunctionalInterface
public interface DirectoryVisitor {
  /// @param name also `.` and `..`
  /// @param fileid the entry's inode number (for `..` of the room's root: the root's own)
  /// @param cookie where to go on after this entry: stable for the life of the directory, never 0
  /// @param entry node and attributes, when the listing was asked for them and they could be had
  ///     (the node may have gone in between, or be one that cannot be reached); never for `..`
  /// @return false when the entry was not taken: the listing ends, and a later one starts with it
  boolean visit(Name name, long fileid, long cookie, @Nullable Entry entry);
}

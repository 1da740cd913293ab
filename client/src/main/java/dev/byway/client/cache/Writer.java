package dev.byway.client.cache;

import dev.byway.vfs.Caller;

/// Who writes, and through which open file.
///
/// @param caller who can wait
record Writer(Handle handle, Caller caller) {
  /// Whether data of both may go into one request.
  boolean isLike(Writer other) {
    return caller.equals(other.caller);
  }
}

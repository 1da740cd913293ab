package dev.byway.vfs;

/// What to do when the name is there already (RFC 1813 §3.3.8 `createhow3`).
public sealed interface CreateHow {
  /// Take the regular file that is there: its size is set when `attributes` has one (O_TRUNC), the
  /// rest stays. EEXIST when it is not a regular file.
  record Unchecked(SetAttributes attributes) implements CreateHow {}

  /// EEXIST (O_EXCL).
  record Guarded(SetAttributes attributes) implements CreateHow {}

  /// EEXIST unless the file was made with this verifier: so a repeated request is not a failure,
  /// and finds the file that the first one made. The mode is the room's choice until the client
  /// sets it. The verifier is kept on stable storage with the file (in atime and mtime, which the
  /// client then sets).
  record Exclusive(long verifier) implements CreateHow {}
}

package dev.byway.vfs;

/// What [OpenFile#seek] looks for.
public enum Seek {
  /// Bytes that were written, or may have been.
  DATA,
  /// Bytes that are zeros because nothing was ever written there, or the end of the file.
  HOLE
}

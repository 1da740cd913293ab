package dev.byway.vfs;

/// How much of a write must be on stable storage before it is answered (RFC 1813 §3.3.7
/// `stable_how`), in rising order.
public enum Stability {
  /// Nothing yet: a later [OpenFile#commit] makes it stable.
  UNSTABLE,
  /// The data and what is needed to read it back.
  DATA_SYNC,
  /// Data and all attributes.
  FILE_SYNC
}

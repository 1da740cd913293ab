package dev.byway.vfs;

/// What setting an extended attribute finds before, as the flags of setxattr(2).
public enum XattrHow {
  /// Whatever is there.
  EITHER,
  /// Nothing: EEXIST when it is there.
  CREATE,
  /// A value: ENODATA when it is not there.
  REPLACE
}

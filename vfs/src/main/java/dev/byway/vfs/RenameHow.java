package dev.byway.vfs;

/// What a rename does where the new name is taken, as the flags of renameat2(2).
public enum RenameHow {
  /// Replaces it, as rename(2).
  REPLACE,
  /// Fails with EEXIST, also where both are names of one file.
  NO_REPLACE,
  /// Gives each name the other's node, of whatever kind both are.
  EXCHANGE
}

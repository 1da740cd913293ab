package dev.byway.server.export;

/// Whose ids a client may not use: they are replaced by the anonymous ones.
public enum Squash {
  /// Uid 0 and gid 0, also among the supplementary groups: a client's root is nobody here.
  ROOT,
  /// All of them.
  ALL,
  /// None: the client's root is root here.
  NONE
}

package dev.byway.vfs;

/// What [OpenFile#fallocate] does with a range, as the modes of fallocate(2).
public enum Fallocate {
  /// Has space for it, so that writing there cannot meet ENOSPC; the file becomes as long as to its
  /// end. What is there stays.
  ALLOCATE(true),
  /// The same, and the size stays.
  ALLOCATE_KEEP_SIZE(false),
  /// Reads as zeros from now on, and gives its space back as well as the room can. The size stays.
  PUNCH_HOLE(false),
  /// Reads as zeros from now on; the file becomes as long as to its end. What becomes of the space
  /// is the room's own affair.
  ZERO_RANGE(true),
  /// The same, and the size stays.
  ZERO_RANGE_KEEP_SIZE(false);

  private final boolean extending;

  Fallocate(boolean extending) {
    this.extending = extending;
  }

  /// Whether the file becomes longer where the range reaches beyond its end.
  public boolean isExtending() {
    return extending;
  }
}

package dev.byway.vfs;

import org.jspecify.annotations.Nullable;

/// What [OpenFile#fallocate] does with a range, as the modes of fallocate(2).
public enum Fallocate {
  /// Has space for it, so that writing there cannot meet ENOSPC; the file becomes as long as to its
  /// end. What is there stays.
  ALLOCATE(0),
  /// The same, and the size stays.
  ALLOCATE_KEEP_SIZE(0x01),
  /// Reads as zeros from now on, and gives its space back as well as the room can. The size stays.
  PUNCH_HOLE(0x03),
  /// Reads as zeros from now on; the file becomes as long as to its end. What becomes of the space
  /// is the room's own affair.
  ZERO_RANGE(0x10),
  /// The same, and the size stays.
  ZERO_RANGE_KEEP_SIZE(0x11);

  private static final int FALLOC_FL_KEEP_SIZE = 0x01;

  private final int mode;

  Fallocate(int mode) {
    this.mode = mode;
  }

  /// The bits of FALLOC_FL_ that fallocate(2) takes.
  public int mode() {
    return mode;
  }

  /// @return null for bits of FALLOC_FL_ that are something else
  public static @Nullable Fallocate of(int mode) {
    for (Fallocate each : values()) {
      if (each.mode == mode) {
        return each;
      }
    }
    return null;
  }

  /// Whether the file becomes longer where the range reaches beyond its end.
  public boolean isExtending() {
    return (mode & FALLOC_FL_KEEP_SIZE) == 0;
  }
}

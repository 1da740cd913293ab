package dev.byway.vfs.local;

import dev.byway.base.ErrnoException;
import dev.byway.linux.Inodes;

/// Whether the disk is so full that the blocks reserved for root come near. Looks once in a while:
/// so many writes cannot fill what is far.
final class Reserve {
  private static final long FAR_BYTES = 4L << 30;
  private static final int WRITES = 256;

  /// Races only make it look a little earlier or later.
  private volatile int writesToGo;

  private volatile boolean near = true;

  /// @param fd of any file
  boolean isNear(int fd) throws ErrnoException {
    int left = writesToGo - 1;
    if (left > 0) {
      writesToGo = left;
      return near;
    }
    Inodes.StatFs fs = Inodes.statfs(fd);
    near =
        fs.freeBlocks() != fs.availableBlocks()
            && fs.availableBlocks() < FAR_BYTES / fs.fragmentSize();
    writesToGo = WRITES;
    return near;
  }
}

package dev.byway.vfs.memory;

import org.jspecify.annotations.Nullable;

/// A symbolic link, device, FIFO or socket: attributes, and a target if it is a link.
final class OtherInode extends Inode {
  private final byte @Nullable [] target;

  /// @param target taken over; null if it is not a symbolic link
  OtherInode(Volume volume, Draft draft, byte @Nullable [] target) {
    super(volume, draft);
    this.target = target;
  }

  byte @Nullable [] target() {
    return target;
  }

  @Override
  void release() {
    if (target != null) {
      volume.space.giveBack(target.length);
    }
  }

  @Override
  void resized(Draft draft) {
    throw new IllegalStateException("only a regular file has a size to set");
  }
}

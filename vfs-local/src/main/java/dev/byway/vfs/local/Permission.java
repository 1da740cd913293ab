package dev.byway.vfs.local;

import dev.byway.base.ErrnoException;
import dev.byway.linux.Inodes;
import dev.byway.linux.Statx;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;

/// What a caller may do by mode bits alone, where that is all the kernel would look at: on file
/// systems that keep POSIX permissions, for files without an ACL. It saves becoming the caller,
/// which costs several times what a cached lookup does. In any doubt the kernel is asked.
final class Permission {
  static final int UNKNOWN = -1;

  private static final long EXT4 = 0xef53;
  private static final long XFS = 0x58465342;
  private static final long BTRFS = 0x9123683eL;

  private final Tree tree;
  private final boolean posix;

  Permission(Tree tree) {
    this.tree = tree;
    long type = tree.fileSystem.type();
    this.posix =
        !tree.fileSystem.mountedReadOnly()
            && (type == EXT4 || type == XFS || type == BTRFS || tree.fileSystem.inMemory());
  }

  /// @param statx of the inode, just asked
  /// @return bits as in a mode (4, 2, 1), or [#UNKNOWN]
  int rwx(Caller caller, Inode inode, Statx statx) throws ErrnoException {
    long special = Statx.ATTR_IMMUTABLE | Statx.ATTR_APPEND;
    if (!tree.acting || !posix || (statx.attributes() & special) != 0 || !isId(caller)) {
      return UNKNOWN;
    }
    int mode = statx.mode();
    if (caller.uid() == 0) {
      boolean executes = inode.isDirectory() || (mode & 0111) != 0;
      return executes ? 7 : 6;
    }
    int bits = mode;
    if (caller.uid() == statx.uid()) {
      // an ACL never changes what the owner may
      return bits >> 6 & 7;
    }
    if (hasAcl(inode, statx)) {
      return UNKNOWN;
    }
    return (caller.inGroup(statx.gid()) ? bits >> 3 : bits) & 7;
  }

  private static boolean isId(Caller caller) {
    return caller.uid() != -1 && caller.gid() != -1;
  }

  /// Remembered with the ctime, which setting an ACL changes.
  private static boolean hasAcl(Inode inode, Statx statx) throws ErrnoException {
    long ctime = Attributes.time(statx.ctimeSeconds(), statx.ctimeNanos());
    if (inode.plainAt == ctime) {
      return false;
    }
    boolean has = Inodes.hasAcl(inode.fd());
    if (!has) {
      inode.plainAt = ctime;
    }
    return has;
  }
}

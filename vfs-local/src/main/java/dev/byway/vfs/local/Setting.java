package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.FileIo;
import dev.byway.linux.Inodes;
import dev.byway.linux.OpenAt;
import dev.byway.linux.Statx;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Sets attributes, all or none: what may be refused is asked first, and what the kernel refuses
/// half-way is taken back.
final class Setting {
  private static final int KEEP = -1;

  private final Tree tree;

  Setting(Tree tree) {
    this.tree = tree;
  }

  /// @param writable a descriptor open for writing, to set the size by; -1 when there is none
  Change setattr(
      Caller caller,
      Node node,
      SetAttributes set,
      @Nullable Long guardCtime,
      boolean ownerOverride,
      int writable)
      throws ErrnoException {
    tree.requirePatience(caller);
    Inode inode = tree.acquire(caller, node);
    ReentrantLock lock = tree.locks.lock(caller, inode.ino);
    try {
      Attributes before = tree.attributes(inode);
      if (guardCtime != null && guardCtime != before.ctime()) {
        throw Errno.ECANCELED.exception();
      }
      if (set.isEmpty()) {
        return new Change(before, before, true);
      }
      apply(caller, inode, before, set, ownerOverride, writable);
      return new Change(before, tree.changed(inode, before), true);
    } finally {
      lock.unlock();
      inode.release();
    }
  }

  /// @param before what they are now
  void apply(
      Caller caller,
      Inode inode,
      Attributes before,
      SetAttributes wanted,
      boolean ownerOverride,
      int writable)
      throws ErrnoException {
    tree.requireWritable();
    // Linux keeps no mode for symbolic links
    SetAttributes set =
        before.type() == FileType.SYMLINK
            ? new SetAttributes(
                null, wanted.uid(), wanted.gid(), wanted.size(), wanted.atime(), wanted.mtime())
            : wanted;
    boolean owner = !tree.acting || caller.uid() == 0 || caller.uid() == before.uid();
    requireRights(set, before, owner);
    int opened = -1;
    try {
      int sizable = writable;
      if (set.size() != null && writable < 0) {
        opened = openToResize(caller, inode, before, ownerOverride);
        sizable = opened;
      }
      tree.become(caller);
      boolean touch = set.atime() != null || set.mtime() != null;
      if (touch && !owner && !Inodes.may(inode.fd(), Inodes.W_OK)) {
        throw Errno.EACCES.exception();
      }
      change(inode, before, set, sizable);
      if (touch) {
        touch(inode, set, owner);
      }
    } finally {
      tree.leave();
      if (opened >= 0) {
        Descriptors.close(opened);
      }
    }
  }

  private void requireRights(SetAttributes set, Attributes before, boolean owner)
      throws ErrnoException {
    Integer uid = set.uid();
    boolean givesTime = set.atime() instanceof SetTime.At || set.mtime() instanceof SetTime.At;
    if (!owner && (set.mode() != null || uid != null || set.gid() != null || givesTime)) {
      throw Errno.EPERM.exception();
    }
    if (!tree.acting && uid != null && uid != before.uid()) {
      throw Errno.EPERM.exception();
    }
    Long size = set.size();
    if (size != null) {
      if (before.isDirectory()) {
        throw Errno.EISDIR.exception();
      }
      if (!before.isRegular() || size < 0) {
        throw Errno.EINVAL.exception();
      }
    }
  }

  private int openToResize(Caller caller, Inode inode, Attributes before, boolean ownerOverride)
      throws ErrnoException {
    tree.become(caller);
    try {
      return OpenAt.reopen(ProcFd.NUMBER, inode.fd(), OpenAt.O_WRONLY);
    } catch (ErrnoException refused) {
      boolean overrides =
          refused.errno() == Errno.EACCES
              && tree.acting
              && ownerOverride
              && caller.uid() == before.uid();
      if (!overrides) {
        throw refused;
      }
    }
    tree.becomeSelf();
    return OpenAt.reopen(ProcFd.NUMBER, inode.fd(), OpenAt.O_WRONLY);
  }

  /// Owner, mode, size: the size last, since only a full disk or a quota can refuse it by now.
  private void change(Inode inode, Attributes before, SetAttributes set, int sizable)
      throws ErrnoException {
    Integer mode = set.mode();
    boolean chown = set.uid() != null || set.gid() != null;
    int done = 0;
    try {
      if (chown) {
        Inodes.chown(inode.fd(), orKeep(set.uid()), orKeep(set.gid()));
        done = 1;
      }
      if (mode != null) {
        Inodes.chmod(ProcFd.NUMBER, inode.fd(), mode & 07777);
        done = 2;
      }
      Long size = set.size();
      if (size != null) {
        FileIo.ftruncate(sizable, size);
      }
    } catch (ErrnoException failure) {
      if (done > 0) {
        undo(inode, before, chown);
      }
      throw failure;
    }
  }

  private static int orKeep(@Nullable Integer id) {
    return id == null ? KEEP : id;
  }

  private void undo(Inode inode, Attributes before, boolean chown) throws ErrnoException {
    tree.becomeSelf();
    if (chown) {
      Inodes.chown(inode.fd(), before.uid(), before.gid());
    }
    if (before.type() != FileType.SYMLINK) {
      Inodes.chmod(ProcFd.NUMBER, inode.fd(), before.mode());
    }
  }

  private void touch(Inode inode, SetAttributes set, boolean owner) throws ErrnoException {
    SetTime atime = set.atime();
    SetTime mtime = set.mtime();
    if (!owner) {
      // one time alone is the owner's to set for the kernel, not for NFS
      tree.becomeSelf();
    }
    Inodes.utimes(inode.fd(), seconds(atime), nanos(atime), seconds(mtime), nanos(mtime));
  }

  private static long seconds(@Nullable SetTime time) {
    return time instanceof SetTime.At at ? Attributes.seconds(at.time()) : 0;
  }

  private static int nanos(@Nullable SetTime time) {
    return switch (time) {
      case null -> Inodes.UTIME_OMIT;
      case SetTime.Now now -> Inodes.UTIME_NOW;
      case SetTime.At at -> Attributes.nanos(at.time());
    };
  }

  /// Of an inode's statx, or of a descriptor's.
  static boolean isRegular(Statx statx) {
    return statx.type() == Statx.S_IFREG;
  }
}

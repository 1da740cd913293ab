package dev.byway.vfs.memory;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.FileType;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import org.jspecify.annotations.Nullable;

/// Decides whether attributes may be set, and what they become. Nothing here changes an inode.
final class Setattr {
  private Setattr() {}

  /// The attributes after a setattr, or the reason why not. Truncating is the caller's.
  ///
  /// @param sizeGranted the right to set the size was decided before (an open file)
  static Draft apply(
      Caller caller, Attributes before, SetAttributes set, long now, boolean sizeGranted)
      throws ErrnoException {
    if (set.mode() != null) {
      needChmod(caller, before);
    }
    needTime(caller, before, set.atime());
    needTime(caller, before, set.mtime());
    var draft = new Draft(before);
    if (set.uid() != null || set.gid() != null) {
      chown(caller, draft, set);
    }
    if (set.size() != null) {
      resize(caller, before, draft, set.size(), now, sizeGranted);
    }
    if (set.mode() != null) {
      draft.mode = Permissions.chmod(caller, set.mode(), draft.gid);
    }
    setTimes(draft, set, now);
    draft.ctime = now;
    return draft;
  }

  /// Gives a new inode the attributes that its maker asks for.
  static void applyToNew(Caller caller, Draft draft, SetAttributes set, long now)
      throws ErrnoException {
    if (set.uid() != null || set.gid() != null) {
      chown(caller, draft, set);
    }
    if (set.size() != null) {
      needRegular(draft.type);
      draft.size = set.size();
    }
    if (set.mode() != null && draft.type != FileType.SYMLINK) {
      int inherited = draft.type == FileType.DIRECTORY ? draft.mode & Permissions.SET_GID : 0;
      draft.mode = Permissions.chmod(caller, set.mode(), draft.gid) | inherited;
    }
    setTimes(draft, set, now);
  }

  private static void needChmod(Caller caller, Attributes before) throws ErrnoException {
    if (!Permissions.isOwner(caller, before)) {
      throw Errno.EPERM.exception();
    }
    if (before.type() == FileType.SYMLINK) {
      throw Errno.ENOTSUP.exception();
    }
  }

  private static void needTime(Caller caller, Attributes before, @Nullable SetTime time)
      throws ErrnoException {
    if (time == null || Permissions.isOwner(caller, before)) {
      return;
    }
    switch (time) {
      case SetTime.At at -> throw Errno.EPERM.exception();
      case SetTime.Now now -> Permissions.need(caller, before, Permissions.WRITE);
    }
  }

  private static void chown(Caller caller, Draft draft, SetAttributes set) throws ErrnoException {
    int uid = set.uid() == null ? draft.uid : set.uid();
    int gid = set.gid() == null ? draft.gid : set.gid();
    Permissions.needChown(caller, draft.uid, draft.gid, uid, gid);
    draft.uid = uid;
    draft.gid = gid;
    if (draft.type != FileType.DIRECTORY) {
      draft.mode = Permissions.dropSetId(caller, draft.mode, gid);
    }
  }

  private static void resize(
      Caller caller, Attributes before, Draft draft, long size, long now, boolean granted)
      throws ErrnoException {
    needRegular(draft.type);
    if (!granted) {
      Permissions.need(caller, before, Permissions.WRITE);
    }
    draft.size = size;
    draft.modified(now);
    if (!Permissions.isRoot(caller)) {
      draft.mode = Permissions.dropSetId(caller, draft.mode, draft.gid);
    }
  }

  private static void needRegular(FileType type) throws ErrnoException {
    if (type == FileType.DIRECTORY) {
      throw Errno.EISDIR.exception();
    }
    if (type != FileType.REGULAR) {
      throw Errno.EINVAL.exception();
    }
  }

  private static void setTimes(Draft draft, SetAttributes set, long now) {
    if (set.atime() != null) {
      draft.atime = time(set.atime(), now);
    }
    if (set.mtime() != null) {
      draft.mtime = time(set.mtime(), now);
    }
  }

  private static long time(SetTime set, long now) {
    return switch (set) {
      case SetTime.At at -> at.time();
      case SetTime.Now _ -> now;
    };
  }
}

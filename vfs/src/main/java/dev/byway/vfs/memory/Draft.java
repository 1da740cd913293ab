package dev.byway.vfs.memory;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.FileType;

/// The next [Attributes] of an inode while they are being changed, under its lock.
final class Draft {
  final FileType type;
  int mode;
  int nlink;
  int uid;
  int gid;
  long size;
  long used;
  int rdevMajor;
  int rdevMinor;
  long atime;
  long mtime;
  long ctime;
  private final long fsid;
  private final long fileid;
  private long change;

  /// Of a new inode, all times `now`.
  Draft(FileType type, long fsid, long fileid, long now) {
    this.type = type;
    this.fsid = fsid;
    this.fileid = fileid;
    this.nlink = 1;
    this.atime = now;
    this.mtime = now;
    this.ctime = now;
  }

  Draft(Attributes from) {
    type = from.type();
    mode = from.mode();
    nlink = from.nlink();
    uid = from.uid();
    gid = from.gid();
    size = from.size();
    used = from.used();
    rdevMajor = from.rdevMajor();
    rdevMinor = from.rdevMinor();
    fsid = from.fsid();
    fileid = from.fileid();
    atime = from.atime();
    mtime = from.mtime();
    ctime = from.ctime();
    change = from.change();
  }

  /// Data or entries changed.
  Draft modified(long now) {
    mtime = now;
    ctime = now;
    return this;
  }

  /// With a new change attribute.
  Attributes changed() {
    change++;
    return unchanged();
  }

  /// With the old change attribute: for what is no change (atime).
  Attributes unchanged() {
    return new Attributes(
        type, mode, nlink, uid, gid, size, used, rdevMajor, rdevMinor, fsid, fileid, atime, mtime,
        ctime, change);
  }
}

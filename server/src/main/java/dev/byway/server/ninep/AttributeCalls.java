package dev.byway.server.ninep;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.FsStat;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import dev.byway.vfs.Vfs;
import dev.byway.wire.ninep.Attributes9;
import dev.byway.wire.ninep.Ninep;
import org.jspecify.annotations.Nullable;

/// Tgetattr, Tsetattr and Tstatfs. An open file answers for itself, whatever became of its name.
final class AttributeCalls {
  private static final int SECTOR = 512;
  private static final int BLOCK = 4096;

  private AttributeCalls() {}

  static Attributes attributes(Caller caller, Fid fid) throws ErrnoException {
    OpenFile file = fid.openFile();
    return file != null ? file.getattr(caller) : fid.attachment().vfs().getattr(caller, fid.node());
  }

  static void getattr(NinepCall call, Attributes9.Tgetattr getattr) throws ErrnoException {
    Fid fid = call.session().fid(getattr.fid());
    Attributes a = attributes(call.caller(fid), fid);
    call.reply(
        new Attributes9.Rgetattr(
            Ninep.P9_GETATTR_BASIC | Ninep.P9_GETATTR_DATA_VERSION & getattr.requestMask(),
            Modes.qid(fid.attachment(), a),
            Modes.mode(a),
            a.uid(),
            a.gid(),
            Integer.toUnsignedLong(a.nlink()),
            Modes.rdev(a),
            a.size(),
            BLOCK,
            (a.used() + SECTOR - 1) / SECTOR,
            Attributes.seconds(a.atime()),
            Attributes.nanos(a.atime()),
            Attributes.seconds(a.mtime()),
            Attributes.nanos(a.mtime()),
            Attributes.seconds(a.ctime()),
            Attributes.nanos(a.ctime()),
            0,
            0,
            0,
            a.change()));
  }

  static void setattr(NinepCall call, Attributes9.Tsetattr setattr) throws ErrnoException {
    Fid fid = call.session().fid(setattr.fid());
    Caller caller = call.caller(fid);
    fid.attachment().requireWritable();
    SetAttributes attributes = attributes(setattr);
    if (!attributes.isEmpty()) {
      set(caller, fid, attributes);
    }
    call.reply(new Attributes9.Rsetattr());
  }

  /// By the open file where that may set it all.
  static void set(Caller caller, Fid fid, SetAttributes attributes) throws ErrnoException {
    OpenFile file = fid.openFile();
    Vfs vfs = fid.attachment().vfs();
    if (file != null && (attributes.size() == null || file.how().write())) {
      file.setattr(caller, attributes);
    } else {
      vfs.setattr(caller, fid.node(), attributes, null, false);
    }
  }

  private static SetAttributes attributes(Attributes9.Tsetattr s) {
    int valid = s.valid();
    return new SetAttributes(
        (valid & Ninep.P9_SETATTR_MODE) != 0 ? (Integer) (s.mode() & 07777) : null,
        (valid & Ninep.P9_SETATTR_UID) != 0 ? (Integer) s.uid() : null,
        (valid & Ninep.P9_SETATTR_GID) != 0 ? (Integer) s.gid() : null,
        (valid & Ninep.P9_SETATTR_SIZE) != 0 ? (Long) s.size() : null,
        time(
            valid, Ninep.P9_SETATTR_ATIME, Ninep.P9_SETATTR_ATIME_SET, s.atimeSec(), s.atimeNsec()),
        time(
            valid,
            Ninep.P9_SETATTR_MTIME,
            Ninep.P9_SETATTR_MTIME_SET,
            s.mtimeSec(),
            s.mtimeNsec()));
  }

  private static @Nullable SetTime time(int valid, int bit, int setBit, long sec, long nsec) {
    if ((valid & bit) == 0) {
      return null;
    }
    return (valid & setBit) == 0
        ? SetTime.NOW
        : new SetTime.At(Attributes.time(sec, (int) Math.clamp(nsec, 0, Attributes.SECOND - 1)));
  }

  static void statfs(NinepCall call, Attributes9.Tstatfs statfs) throws ErrnoException {
    Fid fid = call.session().fid(statfs.fid());
    Vfs vfs = fid.attachment().vfs();
    FsStat fs = vfs.statfs(call.caller(fid), fid.node());
    int block = fs.blockSize() > 0 ? fs.blockSize() : BLOCK;
    call.reply(
        new Attributes9.Rstatfs(
            Ninep.V9FS_MAGIC,
            block,
            Long.divideUnsigned(fs.totalBytes(), block),
            Long.divideUnsigned(fs.freeBytes(), block),
            Long.divideUnsigned(fs.availableBytes(), block),
            fs.totalFiles(),
            fs.freeFiles(),
            fid.attachment().fsid(),
            vfs.capabilities().nameMax()));
  }
}

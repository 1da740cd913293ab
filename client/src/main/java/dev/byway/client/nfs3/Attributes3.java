package dev.byway.client.nfs3;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.Change;
import dev.byway.vfs.FileType;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.Ftype3;
import dev.byway.wire.nfs3.NfsTime3;
import dev.byway.wire.nfs3.Sattr3;
import dev.byway.wire.nfs3.SetTime3;
import dev.byway.wire.nfs3.StableHow;
import dev.byway.wire.nfs3.WccAttr;
import dev.byway.wire.nfs3.WccData;
import org.jspecify.annotations.Nullable;

/// Attributes between the wire and the room.
final class Attributes3 {
  private Attributes3() {}

  static Attributes of(Fattr3 wire) {
    long ctime = wire.ctime().toNanos();
    return new Attributes(
        type(wire.type()),
        wire.mode() & 07777,
        wire.nlink(),
        wire.uid(),
        wire.gid(),
        wire.size(),
        wire.used(),
        wire.rdevMajor(),
        wire.rdevMinor(),
        wire.fsid(),
        wire.fileid(),
        wire.atime().toNanos(),
        wire.mtime().toNanos(),
        ctime,
        ctime);
  }

  static @Nullable Attributes ofNullable(@Nullable Fattr3 wire) {
    return wire == null ? null : of(wire);
  }

  /// Atomic when the server says what was before, as it may do only then (RFC 1813 §2.6). It says
  /// no more than size, mtime and ctime: the rest is as after the call.
  static Change change(WccData wcc) {
    Fattr3 after = wcc.after();
    if (after == null) {
      return Change.UNKNOWN;
    }
    Attributes now = of(after);
    WccAttr before = wcc.before();
    return before == null ? new Change(null, now, false) : new Change(then(now, before), now, true);
  }

  private static Attributes then(Attributes now, WccAttr before) {
    long ctime = before.ctime().toNanos();
    return new Attributes(
        now.type(),
        now.mode(),
        now.nlink(),
        now.uid(),
        now.gid(),
        before.size(),
        now.used(),
        now.rdevMajor(),
        now.rdevMinor(),
        now.fsid(),
        now.fileid(),
        now.atime(),
        before.mtime().toNanos(),
        ctime,
        ctime);
  }

  static Attributes withNlink(Attributes now, int nlink) {
    return new Attributes(
        now.type(),
        now.mode(),
        nlink,
        now.uid(),
        now.gid(),
        now.size(),
        now.used(),
        now.rdevMajor(),
        now.rdevMinor(),
        now.fsid(),
        now.fileid(),
        now.atime(),
        now.mtime(),
        now.ctime(),
        now.change());
  }

  static Sattr3 sattr(SetAttributes set) {
    return new Sattr3(
        set.mode(), set.uid(), set.gid(), set.size(), time(set.atime()), time(set.mtime()));
  }

  private static SetTime3 time(SetAttributes.@Nullable SetTime time) {
    return switch (time) {
      case null -> SetTime3.DontChange.INSTANCE;
      case SetAttributes.SetTime.Now now -> SetTime3.ServerTime.INSTANCE;
      case SetAttributes.SetTime.At at -> new SetTime3.ClientTime(NfsTime3.ofNanos(at.time()));
    };
  }

  static FileType type(Ftype3 type) {
    return switch (type) {
      case NF3REG -> FileType.REGULAR;
      case NF3DIR -> FileType.DIRECTORY;
      case NF3BLK -> FileType.BLOCK;
      case NF3CHR -> FileType.CHARACTER;
      case NF3LNK -> FileType.SYMLINK;
      case NF3SOCK -> FileType.SOCKET;
      case NF3FIFO -> FileType.FIFO;
    };
  }

  static StableHow stable(Stability stability) {
    return switch (stability) {
      case UNSTABLE -> StableHow.UNSTABLE;
      case DATA_SYNC -> StableHow.DATA_SYNC;
      case FILE_SYNC -> StableHow.FILE_SYNC;
    };
  }

  static Stability stability(StableHow stable) {
    return switch (stable) {
      case UNSTABLE -> Stability.UNSTABLE;
      case DATA_SYNC -> Stability.DATA_SYNC;
      case FILE_SYNC -> Stability.FILE_SYNC;
    };
  }
}

package dev.byway.server.nfs3;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.Change;
import dev.byway.vfs.FileType;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.Ftype3;
import dev.byway.wire.nfs3.NfsTime3;
import dev.byway.wire.nfs3.WccAttr;
import dev.byway.wire.nfs3.WccData;
import org.jspecify.annotations.Nullable;

/// From the attributes of a room to those of NFSv3.
final class Attributes3 {
  private Attributes3() {}

  static Fattr3 of(Attributes attributes) {
    return new Fattr3(
        type(attributes.type()),
        attributes.mode(),
        attributes.nlink(),
        attributes.uid(),
        attributes.gid(),
        attributes.size(),
        attributes.used(),
        attributes.rdevMajor(),
        attributes.rdevMinor(),
        attributes.fsid(),
        attributes.fileid(),
        NfsTime3.ofNanos(attributes.atime()),
        NfsTime3.ofNanos(attributes.mtime()),
        NfsTime3.ofNanos(attributes.ctime()));
  }

  static @Nullable Fattr3 postOp(@Nullable Attributes attributes) {
    return attributes == null ? null : of(attributes);
  }

  /// The attributes before are only told where nothing came between: a client that sees them takes
  /// all changes for its own and keeps its cache.
  static WccData of(Change change) {
    Attributes before = change.before();
    WccAttr wcc =
        before == null || !change.atomic()
            ? null
            : new WccAttr(
                before.size(), NfsTime3.ofNanos(before.mtime()), NfsTime3.ofNanos(before.ctime()));
    return new WccData(wcc, postOp(change.after()));
  }

  private static Ftype3 type(FileType type) {
    return switch (type) {
      case REGULAR -> Ftype3.NF3REG;
      case DIRECTORY -> Ftype3.NF3DIR;
      case BLOCK -> Ftype3.NF3BLK;
      case CHARACTER -> Ftype3.NF3CHR;
      case SYMLINK -> Ftype3.NF3LNK;
      case SOCKET -> Ftype3.NF3SOCK;
      case FIFO -> Ftype3.NF3FIFO;
    };
  }
}

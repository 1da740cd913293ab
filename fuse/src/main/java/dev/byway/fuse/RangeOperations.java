package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Fallocate;
import dev.byway.vfs.Seek;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.Written;
import dev.byway.wire.WireException;
import dev.byway.wire.fuse.FuseCopyFileRangeIn;
import dev.byway.wire.fuse.FuseCopyFileRangeOut;
import dev.byway.wire.fuse.FuseFallocateIn;
import dev.byway.wire.fuse.FuseLseekIn;
import dev.byway.wire.fuse.FuseLseekOut;
import dev.byway.wire.fuse.FuseWriteOut;

/// FALLOCATE, LSEEK, COPY_FILE_RANGE.
final class RangeOperations {
  private static final int FALLOC_FL_KEEP_SIZE = 0x01;
  private static final int FALLOC_FL_PUNCH_HOLE = 0x02;
  private static final int FALLOC_FL_ZERO_RANGE = 0x10;
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;

  private final Vfs vfs;
  private final OpenFiles files;
  private final Notices notices;
  private final boolean seeks;
  private final boolean copies;

  RangeOperations(Session session) {
    this.vfs = session.vfs();
    this.files = session.files();
    this.notices = session.notices();
    // the kernel does not send what it holds back before it asks
    this.seeks = vfs.capabilities().has(Feature.SEEK) && !session.writeback();
    this.copies = vfs.capabilities().has(Feature.COPY_FILE_RANGE);
  }

  void fallocate(Request request) throws ErrnoException, WireException {
    FuseFallocateIn in = FuseFallocateIn.decode(request.reader);
    OpenHandle handle = files.at(in.fh());
    handle.file.fallocate(handle.opener, fallocate(in.mode()), in.offset(), in.length());
    if (handle.opener.uid() != 0) {
      handle.node.setIdDropped(notices);
    }
  }

  private static Fallocate fallocate(int mode) throws ErrnoException {
    return switch (mode) {
      case 0 -> Fallocate.ALLOCATE;
      case FALLOC_FL_KEEP_SIZE -> Fallocate.ALLOCATE_KEEP_SIZE;
      case FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE -> Fallocate.PUNCH_HOLE;
      case FALLOC_FL_ZERO_RANGE -> Fallocate.ZERO_RANGE;
      case FALLOC_FL_ZERO_RANGE | FALLOC_FL_KEEP_SIZE -> Fallocate.ZERO_RANGE_KEEP_SIZE;
      default -> throw Errno.ENOTSUP.exception();
    };
  }

  /// ENOSYS where it cannot be told: the kernel then takes files for data as a whole.
  void lseek(Request request) throws ErrnoException, WireException {
    if (!seeks) {
      throw Errno.ENOSYS.exception();
    }
    FuseLseekIn in = FuseLseekIn.decode(request.reader);
    OpenHandle handle = files.at(in.fh());
    Seek what =
        switch (in.whence()) {
          case SEEK_DATA -> Seek.DATA;
          case SEEK_HOLE -> Seek.HOLE;
          default -> throw Errno.EINVAL.exception();
        };
    new FuseLseekOut(handle.file.seek(handle.opener, what, in.offset())).encode(request.writer);
  }

  /// The kernel has sent what it held back of both ranges. It copies by itself after ENOSYS (and
  /// then asks no more), ENOTSUP and EXDEV.
  ///
  /// @param wide the reply has 64 bits for the count
  void copyFileRange(Request request, boolean wide) throws ErrnoException, WireException {
    if (!copies) {
      throw Errno.ENOSYS.exception();
    }
    FuseCopyFileRangeIn in = FuseCopyFileRangeIn.decode(request.reader);
    if (in.flags() != 0) {
      throw Errno.EINVAL.exception();
    }
    OpenHandle from = files.at(in.fhIn());
    OpenHandle to = files.at(in.fhOut());
    Written written =
        from.file.copyFileRange(to.opener, in.offIn(), to.file, in.offOut(), in.len());
    to.wrote(written);
    if (to.opener.uid() != 0) {
      to.node.setIdDropped(notices);
    }
    if (wide) {
      new FuseCopyFileRangeOut(written.count()).encode(request.writer);
    } else {
      new FuseWriteOut(written.count()).encode(request.writer);
    }
  }
}

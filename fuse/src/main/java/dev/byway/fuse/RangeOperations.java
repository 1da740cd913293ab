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
    Fallocate how = Fallocate.of(in.mode());
    if (how == null) {
      throw Errno.ENOTSUP.exception();
    }
    handle.file.fallocate(handle.opener, how, in.offset(), in.length());
    if (handle.opener.uid() != 0) {
      handle.node.setIdDropped(notices);
    }
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
    new FuseLseekOut(seek(handle, what, in.offset())).encode(request.writer);
  }

  /// A file of which the room cannot tell at the moment is data as a whole.
  private static long seek(OpenHandle handle, Seek what, long offset) throws ErrnoException {
    try {
      return handle.file.seek(handle.opener, what, offset);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOTSUP) {
        throw e;
      }
    }
    long size = handle.file.getattr(handle.opener).size();
    if (offset < 0 || offset >= size) {
      throw Errno.ENXIO.exception();
    }
    return what == Seek.DATA ? offset : size;
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

package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.FuseDevice;
import dev.byway.vfs.Capabilities;
import dev.byway.wire.WireException;
import dev.byway.wire.fuse.Fuse;
import dev.byway.wire.fuse.FuseInit;
import dev.byway.wire.fuse.FuseInitIn;
import dev.byway.wire.fuse.FuseInitOut;
import dev.byway.wire.fuse.FuseOpcode;
import org.jspecify.annotations.Nullable;

/// INIT: what both ends can do.
///
/// @param minor version to speak
/// @param flags agreed on, bits of [FuseInit]
record Init(int minor, long flags) {
  /// Most bytes of one READ or WRITE.
  static final int MAX_DATA = 1 << 20;

  private static final int PAGE = 4096;
  private static final int WAIT_MILLIS = 10_000;
  private static final int MAX_READAHEAD = 1 << 20;

  /// Requests under way that nobody waits for; the kernel's own 12 is too few to fill a long line.
  private static final int MAX_BACKGROUND = 64;

  private static final int CONGESTED = MAX_BACKGROUND * 3 / 4;

  /// Files behind are of file systems that are not stacked on others, so that others (overlayfs)
  /// can be stacked on this one.
  private static final int STACK_DEPTH = 1;

  private static final long ALWAYS =
      FuseInit.FUSE_ASYNC_READ
          | FuseInit.FUSE_ATOMIC_O_TRUNC
          | FuseInit.FUSE_EXPORT_SUPPORT
          | FuseInit.FUSE_BIG_WRITES
          | FuseInit.FUSE_AUTO_INVAL_DATA
          | FuseInit.FUSE_DO_READDIRPLUS
          | FuseInit.FUSE_READDIRPLUS_AUTO
          | FuseInit.FUSE_ASYNC_DIO
          | FuseInit.FUSE_PARALLEL_DIROPS
          | FuseInit.FUSE_HANDLE_KILLPRIV_V2
          | FuseInit.FUSE_SETXATTR_EXT
          | FuseInit.FUSE_ABORT_ERROR
          | FuseInit.FUSE_MAX_PAGES
          | FuseInit.FUSE_CACHE_SYMLINKS
          | FuseInit.FUSE_INIT_EXT
          | FuseInit.FUSE_DIRECT_IO_ALLOW_MMAP;

  /// Whether all these flags were agreed on.
  boolean has(long wanted) {
    return (flags & wanted) == wanted;
  }

  /// Takes the first request of a mount and answers it.
  ///
  /// @throws ErrnoException EPROTO the kernel is older than Linux 5.4; ETIMEDOUT it says nothing
  static Init negotiate(FuseDevice device, Capabilities room, FuseOptions options)
      throws ErrnoException {
    var request = new Request(device, MAX_DATA);
    while (true) {
      if (!device.await(WAIT_MILLIS)) {
        throw Errno.ETIMEDOUT.exception("INIT of the kernel");
      }
      int length = device.read(request.memory);
      if (length == FuseDevice.UNMOUNTED) {
        throw Errno.ENOTCONN.exception("unmounted before it began");
      }
      if (length > 0) {
        Init agreed = answer(device, request, length, room, options);
        if (agreed != null) {
          return agreed;
        }
      }
    }
  }

  /// @return null when the kernel speaks a newer major version and will come down to this one
  private static @Nullable Init answer(
      FuseDevice device, Request request, int length, Capabilities room, FuseOptions options)
      throws ErrnoException {
    FuseInitIn in;
    try {
      request.arrived(length);
      if (FuseOpcode.of(request.header.opcode()) != FuseOpcode.FUSE_INIT) {
        throw new WireException("the first request is " + request.header);
      }
      in = FuseInitIn.decode(request.reader);
    } catch (WireException e) {
      throw Errno.EPROTO.exception(String.valueOf(e.getMessage()));
    }
    boolean newer = in.major() > Fuse.FUSE_KERNEL_VERSION;
    if (!newer
        && (in.major() < Fuse.FUSE_KERNEL_VERSION || in.minor() < Fuse.OLDEST_MINOR_VERSION)) {
      device.write(request.reply(), request.finish(Errno.EPROTO.number()));
      throw Errno.EPROTO.exception("FUSE " + in.major() + "." + in.minor() + " is too old");
    }
    long flags = newer ? 0 : in.allFlags() & wanted(room, options);
    reply(in, flags, room.timeGranularity()).encode(request.writer);
    device.write(request.reply(), request.finish(0));
    int minor = Math.min(in.minor(), Fuse.FUSE_KERNEL_MINOR_VERSION);
    return newer ? null : new Init(minor, flags);
  }

  private static long wanted(Capabilities room, FuseOptions options) {
    boolean writeback = options.writeback() && !options.directIo();
    boolean passthrough = options.passthrough() && !options.writeback() && !options.directIo();
    boolean locks = room.has(Capabilities.Feature.LOCKS);
    return ALWAYS
        | (locks ? FuseInit.FUSE_POSIX_LOCKS | FuseInit.FUSE_FLOCK_LOCKS : 0)
        | (writeback ? FuseInit.FUSE_WRITEBACK_CACHE : 0)
        | (passthrough ? FuseInit.FUSE_PASSTHROUGH : 0);
  }

  private static FuseInitOut reply(FuseInitIn in, long flags, int timeGranularity) {
    return new FuseInitOut(
        Fuse.FUSE_KERNEL_VERSION,
        Fuse.FUSE_KERNEL_MINOR_VERSION,
        Math.min(in.maxReadahead(), MAX_READAHEAD),
        (int) flags,
        MAX_BACKGROUND,
        CONGESTED,
        MAX_DATA,
        timeGranularity,
        MAX_DATA / PAGE,
        0,
        (int) (flags >>> Integer.SIZE),
        (flags & FuseInit.FUSE_PASSTHROUGH) != 0 ? STACK_DEPTH : 0,
        0);
  }
}

package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.FuseDevice;
import dev.byway.linux.Inodes;
import dev.byway.linux.Inodes.StatFs;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.LentFile;
import dev.byway.wire.fuse.FuseOpenOut;
import dev.byway.wire.fuse.FuseWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Chooses, at each open, how the kernel reads and writes the file:
///
/// - **passthrough**: on the room's own file, where the room lends its descriptor
///   ([dev.byway.vfs.OpenFile#lent]) and the kernel takes it (CAP_SYS_ADMIN);
/// - **cached**: by READ and WRITE, keeping what it has read;
/// - **direct**: by READ and WRITE, keeping nothing.
///
/// One inode cannot be cached for one open file and passed through for another, and all go to one
/// backing file: so the first open decides. Who may not pass through beside those that do is served
/// directly, which sees the same data; but for the kernel it, too, has the backing file open. A
/// file whose descriptor was taken back drains: it passes through until it is closed.
final class IoRoads {
  private static final Logger LOG = System.getLogger(IoRoads.class.getName());
  private static final int SET_ID = 06000;
  private static final int DIRECT =
      FuseOpenOut.FOPEN_DIRECT_IO | FuseOpenOut.FOPEN_PARALLEL_DIRECT_WRITES;

  /// How one open file goes.
  enum Road {
    PASSTHROUGH,
    /// Direct, of an inode that passes through for others.
    BESIDE,
    CACHED,
    DIRECT
  }

  private final FuseDevice device;
  private final Notices notices;
  private final boolean direct;
  private final boolean readOnly;
  private volatile boolean passthrough;
  private final AtomicInteger passing = new AtomicInteger();

  /// @param device of this mount
  /// @param passthrough agreed on with the kernel
  IoRoads(FuseDevice device, FuseOptions options, boolean passthrough, Notices notices) {
    this.device = device;
    this.notices = notices;
    this.direct = options.directIo();
    this.readOnly = options.mount().readOnly();
    this.passthrough = passthrough;
  }

  /// Open files that pass through at the moment.
  int passing() {
    return passing.get();
  }

  /// Chooses for an open file, and writes the reply to its OPEN.
  ///
  /// @param known its attributes, if they were just told
  void opened(OpenHandle handle, long fh, FuseWriter writer, @Nullable Attributes known)
      throws ErrnoException {
    FuseNode node = handle.node;
    Attributes now = direct ? null : known != null ? known : attributes(handle);
    if (now == null || node.isToldOtherThan(now)) {
      // whoever opens a file sees what it is like now, however long attributes may be believed
      notices.attributesChanged(node);
    }
    synchronized (node) {
      handle.road = now == null ? Road.DIRECT : choose(handle, now);
      switch (handle.road) {
        case PASSTHROUGH -> {
          node.passing++;
          passing.incrementAndGet();
          int flags = FuseOpenOut.FOPEN_PASSTHROUGH | noFlush(handle);
          new FuseOpenOut(fh, flags, node.backingId).encode(writer);
        }
        case BESIDE -> {
          node.passing++;
          int flags = FuseOpenOut.FOPEN_PASSTHROUGH | DIRECT;
          new FuseOpenOut(fh, flags, node.backingId).encode(writer);
        }
        case CACHED -> {
          node.caching++;
          boolean keeps = now != null && node.keepsCache(now);
          int flags = (keeps ? FuseOpenOut.FOPEN_KEEP_CACHE : 0) | noFlush(handle);
          new FuseOpenOut(fh, flags, 0).encode(writer);
        }
        case DIRECT -> new FuseOpenOut(fh, DIRECT | noFlush(handle), 0).encode(writer);
      }
    }
  }

  private static Attributes attributes(OpenHandle handle) throws ErrnoException {
    Attributes atOpen = handle.file.attributesAtOpen();
    return atOpen != null ? atOpen : handle.file.getattr(handle.opener);
  }

  /// Who only reads has nothing that is sent when it is closed. Who writes may have locks, which go
  /// when a process closes any descriptor of the file; those by a descriptor that only reads go
  /// with its last copy.
  private static int noFlush(OpenHandle handle) {
    return handle.file.how().write() ? 0 : FuseOpenOut.FOPEN_NOFLUSH;
  }

  private Road choose(OpenHandle handle, Attributes now) {
    FuseNode node = handle.node;
    boolean writes = handle.file.how().write();
    // the kernel would not drop the bits
    boolean setId = writes && (now.mode() & SET_ID) != 0;
    if (node.passing > 0) {
      return !setId && isLent(handle) ? Road.PASSTHROUGH : Road.BESIDE;
    }
    boolean canPass = passthrough && node.caching == 0 && !setId;
    return canPass && register(handle) ? Road.PASSTHROUGH : Road.CACHED;
  }

  private static boolean isLent(OpenHandle handle) {
    try {
      handle.file.lent(handle.file.how()).close();
      return true;
    } catch (ErrnoException e) {
      return false;
    }
  }

  /// Gives the kernel the file behind this one; it keeps it open by itself.
  private boolean register(OpenHandle handle) {
    FuseNode node = handle.node;
    try (LentFile lent = handle.file.lent(handle.file.how())) {
      // The kernel opens it again for each open file, with its flags. A descriptor that was opened
      // for reading will do for a writer who comes later, unless its mount forbids it.
      boolean writable = (Inodes.statfs(lent.fd()).flags() & StatFs.ST_RDONLY) == 0;
      if (!writable && !readOnly) {
        return false;
      }
      node.backingId = device.backingOpen(lent.fd());
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EPERM || e.errno() == Errno.ENOTTY) {
        passthrough = false;
        LOG.log(Level.INFO, "no passthrough, files are served: {0}", e.getMessage());
      }
      return false;
    }
  }

  /// The kernel has let go of an open file.
  void released(OpenHandle handle) {
    FuseNode node = handle.node;
    synchronized (node) {
      switch (handle.road) {
        case PASSTHROUGH -> {
          passing.decrementAndGet();
          left(node);
        }
        case BESIDE -> left(node);
        case CACHED -> node.caching--;
        case DIRECT -> {}
      }
    }
  }

  private void left(FuseNode node) {
    if (--node.passing > 0) {
      return;
    }
    try {
      device.backingClose(node.backingId);
    } catch (ErrnoException e) {
      LOG.log(Level.DEBUG, "backing file {0}: {1}", node.backingId, e.getMessage());
    }
  }
}

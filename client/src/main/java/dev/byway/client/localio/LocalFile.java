package dev.byway.client.localio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.FileIo;
import dev.byway.vfs.AsyncFile;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.Fallocate;
import dev.byway.vfs.LentFile;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Seek;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.vfs.lock.LockWait;
import dev.byway.vfs.lock.LockWaiter;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An open file with two roads: the wire, which is always there, and a grant, which may come and
/// go. A call takes the grant if it is valid when the call begins, and else the wire; so a call
/// never fails, waits or is done twice because a grant was taken back.
///
/// Both roads meet in one page cache, the server's kernel being ours: what one writes the other
/// reads. [#commit] stays here only when all that is uncommitted was written here; otherwise the
/// server's COMMIT makes both durable.
final class LocalFile implements AsyncFile {
  private static final int OFFSET_BITS = 62;

  /// Most bytes of one copy: who takes a grant back waits for it.
  private static final long COPY_MAX = 16 << 20;

  private final LocalioVfs vfs;
  private final OpenFile wire;
  private final OpenHow how;
  private final FileGrants grants;
  private final LocalAttributes attributes = new LocalAttributes();

  /// Writes went over the wire since the last commit.
  private volatile boolean wireDirty;

  LocalFile(LocalioVfs vfs, Caller opener, OpenFile wire) {
    this.vfs = vfs;
    this.wire = wire;
    this.how = wire.how();
    this.grants = new FileGrants(vfs, opener, wire);
  }

  @Override
  public Node node() {
    return wire.node();
  }

  @Override
  public OpenHow how() {
    return how;
  }

  @Override
  public int read(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
    Grant grant = grants.reading();
    long place = place(grant, caller, offset);
    if (grant == null || place == 0) {
      return readOverWire(caller, dst, offset, grant);
    }
    int read = 0;
    try {
      read = readFully(grant.fd(), dst, offset);
    } finally {
      grant.exit(place, read);
    }
    return read;
  }

  /// Enters the grant if it is there and of use for this call.
  ///
  /// @return the place to leave from, or 0: the wire
  private static long place(@Nullable Grant grant, Caller caller, long offset) {
    return grant != null && isNear(offset) && !caller.nowait() ? grant.enter() : 0;
  }

  /// Offsets of no file are for the wire to answer: system calls tell them with other errors.
  private static boolean isNear(long offset) {
    return offset >>> OFFSET_BITS == 0;
  }

  /// A read that is short and not at the end (a signal, a heap buffer) goes on.
  private static int readFully(int fd, ByteBuffer dst, long offset) throws ErrnoException {
    int want = dst.remaining();
    int read = FileIo.read(fd, dst, offset, 0);
    while (read > 0 && read < want) {
      int more = FileIo.read(fd, dst, offset + read, 0);
      if (more == 0) {
        break;
      }
      read += more;
    }
    return read;
  }

  private int readOverWire(Caller caller, ByteBuffer dst, long offset, @Nullable Grant lost)
      throws ErrnoException {
    grants.wayBack(caller, lost);
    int read = wire.read(caller, dst, offset);
    vfs.countWire(read);
    return read;
  }

  @Override
  public Written write(Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    Grant grant = grants.writing();
    long place = place(grant, caller, offset);
    if (grant == null || place == 0) {
      return writeOverWire(caller, src, offset, stability, grant);
    }
    int written = 0;
    try {
      written = writeFully(grant.fd(), src, offset, stability);
    } finally {
      grant.exit(place, written);
    }
    return new Written(written, stability, Change.UNKNOWN, vfs.verifiers().local());
  }

  /// A write that is short is not an error: the rest is written too, and if that fails the answer
  /// is what was (Linux once took it for ENOSPC and dropped the data).
  private int writeFully(int fd, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    int flags =
        switch (stability) {
          case UNSTABLE -> 0;
          case DATA_SYNC -> FileIo.RWF_DSYNC;
          case FILE_SYNC -> FileIo.RWF_SYNC;
        };
    int want = src.remaining();
    int written = 0;
    try {
      do {
        int more = FileIo.write(fd, src, offset + written, flags);
        if (more == 0 && want > 0) {
          throw Errno.EIO.exception("a write that writes nothing");
        }
        written += more;
      } while (written < want);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EIO) {
        vfs.verifiers().lost();
      }
      if (written == 0) {
        throw e;
      }
    }
    return written;
  }

  private Written writeOverWire(
      Caller caller, ByteBuffer src, long offset, Stability stability, @Nullable Grant lost)
      throws ErrnoException {
    grants.wayBack(caller, lost);
    wireDirty = true;
    Written written = wire.write(caller, src, offset, stability);
    vfs.countWire(written.count());
    return seen(written);
  }

  @Override
  public Transfer<Integer> beginRead(
      Caller caller, ByteBuffer dst, long offset, Consumer<Transfer<Integer>> whenDone)
      throws ErrnoException {
    AsyncFile file = overWire(grants.reading());
    vfs.countWire(dst.remaining());
    return file.beginRead(caller, dst, offset, whenDone);
  }

  @Override
  public Transfer<Written> beginWrite(
      Caller caller,
      ByteBuffer src,
      long offset,
      Stability stability,
      Consumer<Transfer<Written>> whenDone)
      throws ErrnoException {
    AsyncFile file = overWire(grants.writing());
    wireDirty = true;
    vfs.countWire(src.remaining());
    return new WireWrite(
        file.beginWrite(
            caller, src, offset, stability, done -> whenDone.accept(new WireWrite(done))));
  }

  /// A call that need not wait is not for the file itself. Nor may it look for the way back, which
  /// takes calls that somebody waits for.
  private AsyncFile overWire(@Nullable Grant grant) throws ErrnoException {
    if (!(wire instanceof AsyncFile file) || isNear(grant)) {
      throw Errno.ENOTSUP.exception();
    }
    return file;
  }

  /// As the wire answers, but for the verifier.
  private final class WireWrite implements Transfer<Written> {
    private final Transfer<Written> write;

    WireWrite(Transfer<Written> write) {
      this.write = write;
    }

    @Override
    public Written result() throws ErrnoException {
      return seen(write.result());
    }

    @Override
    public void join() throws ErrnoException {
      write.join();
    }
  }

  private Written seen(Written written) {
    long verifier = vfs.verifiers().wire(written.verifier());
    return new Written(written.count(), written.committed(), written.change(), verifier);
  }

  @Override
  public long commit(Caller caller, long offset, long count) throws ErrnoException {
    Grant grant = grants.writing();
    long place = wireDirty || !isNear(count) ? 0 : place(grant, caller, offset);
    if (grant == null || place == 0) {
      return commitOverWire(caller, offset, count);
    }
    try {
      FileIo.fdatasync(grant.fd());
      return vfs.verifiers().local();
    } catch (ErrnoException e) {
      vfs.verifiers().lost();
      throw e;
    } finally {
      grant.exit(place, 0);
    }
  }

  /// The server syncs the very file that was written here.
  private long commitOverWire(Caller caller, long offset, long count) throws ErrnoException {
    boolean whole = offset == 0 && count == 0;
    if (whole) {
      wireDirty = false; // before the call: what is written during it may not be covered
    }
    try {
      return vfs.verifiers().wire(wire.commit(caller, offset, count));
    } catch (ErrnoException e) {
      wireDirty = true;
      throw e;
    }
  }

  @Override
  public Attributes getattr(Caller caller) throws ErrnoException {
    Grant grant = grants.either();
    long place = place(grant, caller, 0);
    if (grant == null || place == 0) {
      return wire.getattr(caller);
    }
    try {
      Attributes local = attributes.of(grant.fd());
      return local != null ? local : attributes.learn(grant.fd(), wire.getattr(caller));
    } finally {
      grant.exit(place, 0);
    }
  }

  @Override
  public @Nullable Attributes attributesAtOpen() {
    return wire.attributesAtOpen();
  }

  @Override
  public Change setattr(Caller caller, SetAttributes changes) throws ErrnoException {
    return wire.setattr(caller, changes);
  }

  /// On the file itself, or as the wire answers, which may be that it cannot.
  @Override
  public Change fallocate(Caller caller, Fallocate how, long offset, long count)
      throws ErrnoException {
    needOpen(this.how.write());
    if (offset < 0 || count <= 0) {
      throw Errno.EINVAL.exception();
    }
    Grant grant = grants.writing();
    long place = place(grant, caller, 0);
    if (grant == null || place == 0) {
      grants.wayBack(caller, grant);
      return wire.fallocate(caller, how, offset, count);
    }
    try {
      FileIo.fallocate(grant.fd(), how.mode(), offset, count);
      return Change.UNKNOWN;
    } finally {
      grant.exit(place, 0);
    }
  }

  private void needOpen(boolean allowed) throws ErrnoException {
    if (!allowed || grants.isClosed()) {
      throw Errno.EBADF.exception();
    }
  }

  /// As [#fallocate]. Nobody reads or writes by the descriptor's own offset.
  @Override
  public long seek(Caller caller, Seek what, long offset) throws ErrnoException {
    needOpen(true);
    Grant grant = grants.either();
    long place = place(grant, caller, 0);
    if (grant == null || place == 0) {
      grants.wayBack(caller, grant);
      return wire.seek(caller, what, offset);
    }
    try {
      int whence = what == Seek.DATA ? FileIo.SEEK_DATA : FileIo.SEEK_HOLE;
      return FileIo.lseek(grant.fd(), offset, whence);
    } finally {
      grant.exit(place, 0);
    }
  }

  /// As [#fallocate], where both files are lent.
  @Override
  public Written copyFileRange(Caller caller, long offset, OpenFile to, long toOffset, long count)
      throws ErrnoException {
    if (!(to instanceof LocalFile target) || target.vfs != vfs) {
      throw Errno.EXDEV.exception();
    }
    needOpen(how.read());
    target.needOpen(target.how.write());
    if (offset < 0 || toOffset < 0 || count <= 0) {
      throw Errno.EINVAL.exception();
    }
    Grant from = grants.reading();
    long place = place(from, caller, 0);
    if (from != null && place != 0) {
      try {
        long most = Math.min(count, COPY_MAX);
        Written copied = target.copyHere(caller, from.fd(), offset, toOffset, most);
        if (copied != null) {
          return copied;
        }
      } finally {
        from.exit(place, 0);
      }
    }
    grants.wayBack(caller, from);
    return wire.copyFileRange(caller, offset, target.wire, toOffset, count);
  }

  /// @return null when this file is not lent, for writing
  private @Nullable Written copyHere(Caller caller, int from, long offset, long at, long count)
      throws ErrnoException {
    Grant grant = grants.writing();
    long place = place(grant, caller, 0);
    if (grant == null || place == 0) {
      return null;
    }
    int copied = 0;
    try {
      if (at > Long.MAX_VALUE - count) {
        throw Errno.EFBIG.exception();
      }
      long most = Math.min(count, Long.MAX_VALUE - offset);
      copied = most == 0 ? 0 : (int) FileIo.copyFileRange(from, offset, grant.fd(), at, most);
      return new Written(copied, Stability.UNSTABLE, Change.UNKNOWN, vfs.verifiers().local());
    } finally {
      grant.exit(place, copied);
    }
  }

  @Override
  public @Nullable HeldLock testLock(Caller caller, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    return wire.testLock(caller, owner, kind, range);
  }

  /// Locks are the server's, whatever road the data takes.
  @Override
  public @Nullable HeldLock lock(Caller caller, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    return wire.lock(caller, owner, kind, range);
  }

  @Override
  public @Nullable LockWait awaitLock(
      Caller caller, LockOwner owner, LockKind kind, ByteRange range, LockWaiter waiter)
      throws ErrnoException {
    return wire.awaitLock(caller, owner, kind, range, waiter);
  }

  @Override
  public void unlock(Caller caller, LockOwner owner, ByteRange range) throws ErrnoException {
    wire.unlock(caller, owner, range);
  }

  @Override
  public void flush(Caller caller) throws ErrnoException {
    wire.flush(caller);
  }

  @Override
  public boolean isNear() {
    return (!how.read() || isNear(grants.reading())) && (!how.write() || isNear(grants.writing()));
  }

  private static boolean isNear(@Nullable Grant grant) {
    return grant != null && grant.isValid();
  }

  @Override
  public LentFile lent(OpenHow access) throws ErrnoException {
    Grant grant = access.write() ? grants.writing() : grants.reading();
    if (grant == null || access.read() && !grant.key.read()) {
      throw Errno.ENOTSUP.exception(grants.reason());
    }
    long place = grant.enter();
    if (place == 0) {
      throw Errno.ENOTSUP.exception(grants.reason());
    }
    try {
      return grant.duplicate();
    } finally {
      grant.exit(place, 0);
    }
  }

  RoadReport.File report() {
    return grants.report();
  }

  @Override
  public void close() {
    if (grants.close()) {
      vfs.closed(this);
      wire.close();
    }
  }
}

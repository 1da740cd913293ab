package dev.byway.client.cache;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Capabilities.Feature;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// An open file of a [CachingVfs].
final class CachedFile implements OpenFile {
  private static final int GRAIN = 4096;

  /// A read of at most this many bytes sees each write as a whole.
  private static final int WHOLE = 256 * 1024;

  /// Bytes of a write that others see as a whole.
  private static final int PIECE = 1 << 20;

  /// Set-user-id and set-group-id of a mode.
  private static final int SET_ID = 06000;

  /// How often a read looks for what others take away again, before it does without the cache.
  private static final int TRIES = 16;

  private final CachingVfs vfs;
  private final Cache cache;
  private final Inode inode;
  private final FileData data;
  private final Handle handle;
  private final OpenHow how;
  private final boolean near;
  private final ReadAhead ahead;
  private final Fill fill;
  private final CoherentLocks locks;
  private final ErrorSequence.Cursor errors;
  private final long maxFileSize;

  /// Writes are sent before they are answered.
  private final boolean through;

  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Writer writer;

  CachedFile(CachingVfs vfs, Cache cache, FileData data, OpenFile file, boolean near) {
    this.vfs = vfs;
    this.cache = cache;
    this.inode = data.inode;
    this.data = data;
    this.handle = new Handle(file);
    this.how = file.how();
    this.near = near;
    this.ahead = new ReadAhead(data, handle);
    this.fill = new Fill(data, file);
    this.locks = new CoherentLocks(data, file);
    this.errors = data.errors.open();
    this.maxFileSize = vfs.capabilities().maxFileSize();
    this.through = cache.options.noac() || !cache.workers.areThere();
  }

  @Override
  public Node node() {
    return inode.node;
  }

  @Override
  public OpenHow how() {
    return how;
  }

  private void need(boolean allowed, long offset) throws ErrnoException {
    if (!allowed || closed.get() || cache.closed) {
      throw Errno.EBADF.exception();
    }
    if (offset < 0) {
      throw Errno.EINVAL.exception();
    }
  }

  @Override
  public int read(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
    need(how.read(), offset);
    if (data.isNear()) {
      return handle.file.read(caller, dst, offset);
    }
    int want = dst.remaining();
    if (want == 0) {
      return 0;
    }
    refresh(caller);
    int count = data.copy(dst, offset);
    if (count < 0) {
      return 0;
    }
    if (count < want && offset + count < data.size()) {
      return readMissing(caller, dst, offset);
    }
    cache.counters.hits.increment();
    dst.position(dst.position() + count);
    ahead.used(caller.asPatient(), offset, offset + count);
    return count;
  }

  /// Asks whether the file has changed when it is time to.
  private void refresh(Caller caller) throws ErrnoException {
    if (!inode.attributes.areCurrent() && data.writesInFlight() == 0) {
      vfs.fetch(caller, inode, handle.file);
    }
  }

  private int readMissing(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
    cache.counters.misses.increment();
    int start = dst.position();
    boolean good = false;
    try {
      int count = readMissing(caller, dst, offset, start);
      good = true;
      return count;
    } catch (ErrnoException e) {
      throw vfs.told(inode.node, e);
    } finally {
      if (!good) {
        dst.position(start);
      }
    }
  }

  private int readMissing(Caller caller, ByteBuffer dst, long offset, int start)
      throws ErrnoException {
    int want = dst.remaining();
    boolean whole = want <= WHOLE;
    for (int tries = 0; dst.hasRemaining(); tries++) {
      long at = offset + dst.position() - start;
      int count = data.copy(dst, at);
      if (count < 0) {
        break;
      }
      boolean end = count == dst.remaining() || at + count >= data.size();
      if (end || !whole || caller.nowait()) {
        dst.position(dst.position() + count);
        at += count;
        tries = count > 0 ? 0 : tries;
        count = 0;
      }
      if (end) {
        break;
      }
      if (caller.nowait()) {
        if (dst.position() == start) {
          throw Errno.EAGAIN.exception();
        }
        break;
      }
      boolean inMemory = tries < TRIES && fetch(caller, offset, at + count, offset + want);
      if (!inMemory) {
        return dst.position() - start + readAround(caller, dst, at);
      }
    }
    return dst.position() - start;
  }

  /// @return false when there is no memory for it
  private boolean fetch(Caller caller, long from, long missing, long to) throws ErrnoException {
    long size = data.size();
    long end = ahead.missed(caller, from, missing, Math.min(to, size));
    long last = Math.min(end, (size + GRAIN - 1) / GRAIN * GRAIN);
    return fill.first(caller, missing / GRAIN * GRAIN, last) == Fill.Outcome.DONE;
  }

  /// Without the cache.
  private int readAround(Caller caller, ByteBuffer dst, long at) throws ErrnoException {
    data.flush.all(false);
    long left = data.size() - at;
    if (left <= 0) {
      return 0;
    }
    int limit = dst.limit();
    dst.limit((int) Math.min(limit, dst.position() + left));
    try {
      return handle.file.read(caller, dst, at);
    } finally {
      dst.limit(limit);
    }
  }

  @Override
  public Written write(Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    need(how.write(), offset);
    if (data.isNear()) {
      return writeNear(caller, src, offset, stability);
    }
    CachingVfs.mayWait(caller);
    data.errors.check(errors);
    int count = writable(src, offset);
    if (count == 0) {
      return new Written(0, stability, Change.UNKNOWN, cache.verifier());
    }
    if (!handle.tryUse()) {
      throw Errno.EBADF.exception();
    }
    data.writers.lock();
    try {
      return data.isNear()
          ? writeNear(caller, src, offset, stability)
          : write(writer(caller), src, offset, count, stability);
    } finally {
      data.writers.unlock();
      handle.done();
    }
  }

  private Written writeNear(Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    Written below = handle.file.write(caller, src, offset, stability);
    if (stability == Stability.UNSTABLE && !data.nearUnstable) {
      data.nearUnstable = true;
    }
    return new Written(
        below.count(), below.committed(), below.change(), cache.verifier(below.verifier()));
  }

  /// Also when the file has gone far since: what was written while it was near is below.
  private long commitNear(Caller caller, long offset, long count) throws ErrnoException {
    boolean unstable = data.nearUnstable;
    if (offset == 0 && count == 0) {
      data.nearUnstable = false; // before the call: what is written during it may not be covered
    }
    try {
      return cache.verifier(handle.file.commit(caller, offset, count));
    } catch (ErrnoException e) {
      if (unstable) {
        data.nearUnstable = true;
      }
      throw e;
    }
  }

  private int writable(ByteBuffer src, long offset) throws ErrnoException {
    if (!src.hasRemaining()) {
      return 0;
    }
    if (offset >= maxFileSize) {
      throw Errno.EFBIG.exception();
    }
    return (int) Math.min(src.remaining(), maxFileSize - offset);
  }

  private Writer writer(Caller caller) {
    Writer last = writer;
    if (last == null || !last.caller().equals(caller)) {
      last = new Writer(handle, caller);
      writer = last;
    }
    return last;
  }

  private Written write(Writer by, ByteBuffer src, long offset, int count, Stability stability)
      throws ErrnoException {
    int start = src.position();
    boolean good = false;
    try {
      long stamp = 0;
      for (int done = 0; done < count; done = src.position() - start) {
        while (cache.pool.isTooDirty()) {
          cache.relieve(data);
        }
        stamp = put(by, src, offset + done, Math.min(count - done, PIECE));
      }
      if (stability == Stability.UNSTABLE && !through && !dropsSetId(by.caller())) {
        data.flush.behind(offset, offset + count);
      } else {
        data.flush.range(offset, offset + count, stamp, stability);
        data.errors.check(errors);
      }
      good = true;
      return new Written(count, stability, Change.UNKNOWN, cache.verifier());
    } finally {
      if (!good) {
        src.position(start);
      }
    }
  }

  /// The room below says what becomes of the bits.
  private boolean dropsSetId(Caller caller) {
    Attributes last = inode.attributes.last();
    return last != null && (last.mode() & SET_ID) != 0 && caller.uid() != 0;
  }

  /// @return the write's stamp
  private long put(Writer by, ByteBuffer src, long offset, int count) throws ErrnoException {
    int taken;
    long stamp;
    data.lock().lock();
    try {
      taken = fill.isDirect(offset, offset + count) ? 0 : data.put(src, offset, count, by);
      stamp = data.writeback.stamp();
    } finally {
      data.lock().unlock();
    }
    src.position(src.position() + taken);
    if (taken < count && !fill.awaitDirect(offset + taken, offset + count)) {
      cache.relieve(data);
    }
    return stamp;
  }

  @Override
  public long commit(Caller caller, long offset, long count) throws ErrnoException {
    need(true, offset);
    if (count < 0) {
      throw Errno.EINVAL.exception();
    }
    if (data.isNear()) {
      return commitNear(caller, offset, count);
    }
    CachingVfs.mayWait(caller);
    data.flush.all(true);
    data.errors.check(errors);
    return data.nearUnstable ? commitNear(caller, offset, count) : cache.verifier();
  }

  @Override
  public void flush(Caller caller) throws ErrnoException {
    need(true, 0);
    CachingVfs.mayWait(caller);
    if (how.write()) {
      data.flush.all(true);
    }
    data.errors.check(errors);
    handle.file.flush(caller);
  }

  @Override
  public Attributes getattr(Caller caller) throws ErrnoException {
    need(true, 0);
    Attributes known = inode.attributes.fresh();
    return known != null ? known : vfs.fetch(caller, inode, handle.file);
  }

  @Override
  public @Nullable Attributes attributesAtOpen() {
    return data.isNear() ? handle.file.attributesAtOpen() : null;
  }

  @Override
  public Change setattr(Caller caller, SetAttributes attributes) throws ErrnoException {
    need(attributes.size() == null || how.write(), 0);
    CachingVfs.mayWait(caller);
    return vfs.setattr(inode, attributes.size(), () -> handle.file.setattr(caller, attributes));
  }

  @Override
  public Change fallocate(Caller caller, Fallocate how, long offset, long count)
      throws ErrnoException {
    need(this.how.write(), offset);
    CachingVfs.mayWait(caller);
    long end = how.isExtending() && count > 0 && count <= maxFileSize - offset ? offset + count : 0;
    return vfs.changeData(data, end, () -> handle.file.fallocate(caller, how, offset, count));
  }

  /// The room below copies, after it has been sent what was written to this file; nothing is
  /// believed of the other one's data afterwards.
  @Override
  public Written copyFileRange(Caller caller, long offset, OpenFile to, long toOffset, long count)
      throws ErrnoException {
    need(how.read(), offset);
    CachingVfs.mayWait(caller);
    if (!vfs.capabilities().has(Feature.COPY_FILE_RANGE)) {
      throw Errno.ENOTSUP.exception();
    }
    if (!(to instanceof CachedFile target) || target.vfs != vfs) {
      throw Errno.EXDEV.exception();
    }
    target.need(target.how.write(), toOffset);
    data.flush.all(false);
    var copy = new Copy(caller, handle.file, offset, target, toOffset, count);
    Change change = vfs.changeData(target.data, 0, copy);
    return new Written(copy.count, Stability.UNSTABLE, change, cache.verifier(copy.verifier));
  }

  /// A copy to another file by the room below, which has it to be committed then.
  private static final class Copy implements CachingVfs.Setting {
    private final Caller caller;
    private final OpenFile from;
    private final long offset;
    private final CachedFile to;
    private final long toOffset;
    private final long wanted;
    int count;
    long verifier;

    Copy(Caller caller, OpenFile from, long offset, CachedFile to, long toOffset, long wanted) {
      this.caller = caller;
      this.from = from;
      this.offset = offset;
      this.to = to;
      this.toOffset = toOffset;
      this.wanted = wanted;
    }

    @Override
    public Change run() throws ErrnoException {
      to.data.nearUnstable = true;
      Written below = from.copyFileRange(caller, offset, to.handle.file, toOffset, wanted);
      count = below.count();
      verifier = below.verifier();
      if (count > 0) {
        to.data.reachesTo(toOffset + count);
      }
      return below.change();
    }
  }

  /// What was written is sent first: only the room below knows where holes are.
  @Override
  public long seek(Caller caller, Seek what, long offset) throws ErrnoException {
    need(true, 0);
    CachingVfs.mayWait(caller);
    if (!vfs.capabilities().has(Feature.SEEK)) {
      throw Errno.ENOTSUP.exception();
    }
    return data.quietly(() -> handle.file.seek(caller, what, offset));
  }

  @Override
  public @Nullable HeldLock testLock(Caller caller, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    need(true, 0);
    return handle.file.testLock(caller, owner, kind, range);
  }

  @Override
  public @Nullable HeldLock lock(Caller caller, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    need(kind == LockKind.READ ? how.read() : how.write(), 0);
    return locks.lock(caller, owner, kind, range);
  }

  @Override
  public @Nullable LockWait awaitLock(
      Caller caller, LockOwner owner, LockKind kind, ByteRange range, LockWaiter waiter)
      throws ErrnoException {
    need(kind == LockKind.READ ? how.read() : how.write(), 0);
    return locks.await(caller, owner, kind, range, waiter);
  }

  @Override
  public void unlock(Caller caller, LockOwner owner, ByteRange range) throws ErrnoException {
    need(true, 0);
    locks.unlock(caller, owner, range);
  }

  @Override
  public boolean isNear() {
    return data.isNear() && handle.file.isNear();
  }

  /// While the file is near nothing of it is held back here.
  @Override
  public LentFile lent(OpenHow access) throws ErrnoException {
    need(true, 0);
    if (!data.isNear()) {
      throw Errno.ENOTSUP.exception("the file is cached");
    }
    return handle.file.lent(access);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (how.write() && !cache.closed) {
      flushQuietly();
    }
    handle.done();
    vfs.closed(inode, near);
  }

  /// An interrupt does not keep data from being sent.
  private void flushQuietly() {
    boolean interrupted = Thread.interrupted();
    try {
      data.flush.all(true);
      data.errors.check(errors);
    } catch (ErrnoException e) {
      System.getLogger(CachedFile.class.getName())
          .log(System.Logger.Level.WARNING, "a write failed after its answer: {0}", e.getMessage());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

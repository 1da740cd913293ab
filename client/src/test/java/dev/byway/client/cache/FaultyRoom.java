package dev.byway.client.cache;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Entry;
import dev.byway.vfs.ForwardingOpenFile;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.Written;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A room far away: it is slow, fails when told to, and when it crashes what was written unstable
/// and not committed is as it was before.
class FaultyRoom extends ForwardingVfs {
  private record Undo(OpenFile file, Caller caller, long offset, byte[] before, long size) {}

  private final Deque<Undo> unstable = new ArrayDeque<>();
  private long verifier = 1;

  volatile long delayNanos;
  volatile @Nullable Errno writeFailure;
  volatile @Nullable Errno commitFailure;
  volatile @Nullable CountDownLatch commitGate;
  volatile @Nullable CountDownLatch readGate;
  volatile boolean near;

  final AtomicInteger reads = new AtomicInteger();
  final AtomicInteger commits = new AtomicInteger();
  final AtomicInteger lookups = new AtomicInteger();
  final AtomicInteger getattrs = new AtomicInteger();
  final List<Long> writeOffsets = Collections.synchronizedList(new ArrayList<>());
  final List<Integer> writeSizes = Collections.synchronizedList(new ArrayList<>());

  FaultyRoom(Vfs next) {
    super(next);
  }

  /// The server is started again.
  synchronized void crash() throws ErrnoException {
    while (!unstable.isEmpty()) {
      Undo undo = unstable.removeLast();
      undo.file.write(undo.caller, ByteBuffer.wrap(undo.before), undo.offset, Stability.FILE_SYNC);
      undo.file.setattr(undo.caller, SetAttributes.ofSize(undo.size));
      undo.file.close();
    }
    verifier++;
  }

  /// Under the room's lock.
  private void stabilize(Node node) {
    unstable.removeIf(
        undo -> {
          boolean mine = undo.file.node().equals(node);
          if (mine) {
            undo.file.close();
          }
          return mine;
        });
  }

  private void delay() {
    if (delayNanos > 0) {
      LockSupport.parkNanos(delayNanos);
    }
  }

  @Override
  public Attributes getattr(Caller caller, Node node) throws ErrnoException {
    getattrs.incrementAndGet();
    delay();
    return super.getattr(caller, node);
  }

  @Override
  public Entry lookup(Caller caller, Node directory, Name name) throws ErrnoException {
    lookups.incrementAndGet();
    delay();
    return super.lookup(caller, directory, name);
  }

  @Override
  public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    delay();
    return new FaultyFile(super.open(caller, node, how));
  }

  @Override
  public Created create(
      Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    delay();
    Created made = super.create(caller, directory, name, how, open);
    OpenFile file = made.file();
    return file == null
        ? made
        : new Created(made.entry(), made.directory(), new FaultyFile(file), made.fresh());
  }

  private static void await(@Nullable CountDownLatch gate) throws ErrnoException {
    try {
      if (gate != null) {
        gate.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errno.EINTR.exception();
    }
  }

  private static void failIf(@Nullable Errno failure) throws ErrnoException {
    if (failure != null) {
      throw failure.exception();
    }
  }

  private final class FaultyFile extends ForwardingOpenFile {
    FaultyFile(OpenFile file) {
      super(file);
    }

    @Override
    public int read(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
      reads.incrementAndGet();
      await(readGate);
      delay();
      return next().read(caller, dst, offset);
    }

    @Override
    public Written write(Caller caller, ByteBuffer src, long offset, Stability stability)
        throws ErrnoException {
      writeOffsets.add(offset);
      writeSizes.add(src.remaining());
      delay();
      failIf(writeFailure);
      synchronized (FaultyRoom.this) {
        if (stability == Stability.UNSTABLE) {
          remember(caller, offset, src.remaining());
        }
        Written written = next().write(caller, src, offset, stability);
        return new Written(written.count(), stability, written.change(), verifier);
      }
    }

    private void remember(Caller caller, long offset, int count) throws ErrnoException {
      OpenFile undo = FaultyRoom.this.next().open(Caller.ROOT, node(), OpenHow.READ_WRITE);
      ByteBuffer before = ByteBuffer.allocate(count);
      undo.read(caller, before, offset);
      long size = undo.getattr(caller).size();
      unstable.add(new Undo(undo, Caller.ROOT, offset, before.array(), size));
    }

    @Override
    public long commit(Caller caller, long offset, long count) throws ErrnoException {
      commits.incrementAndGet();
      await(commitGate);
      delay();
      failIf(commitFailure);
      synchronized (FaultyRoom.this) {
        stabilize(node());
        return verifier;
      }
    }

    @Override
    public Attributes getattr(Caller caller) throws ErrnoException {
      getattrs.incrementAndGet();
      delay();
      return next().getattr(caller);
    }

    @Override
    public Change setattr(Caller caller, SetAttributes attributes) throws ErrnoException {
      delay();
      synchronized (FaultyRoom.this) {
        stabilize(node());
        return next().setattr(caller, attributes);
      }
    }

    @Override
    public boolean isNear() {
      return near;
    }
  }
}

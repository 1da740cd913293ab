package dev.byway.nio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Entry;
import dev.byway.vfs.ForwardingOpenFile;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import dev.byway.vfs.memory.MemoryVfs;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A room in memory that has trouble on demand.
final class FaultyRoom extends ForwardingVfs {
  /// What a server says after a restart is another one.
  final AtomicLong verifier = new AtomicLong(1);

  final Deque<Errno> lookups = new ArrayDeque<>();
  volatile @Nullable Errno commits;
  volatile int writeAtMost = Integer.MAX_VALUE;

  /// Not null: reads count it down and wait until they are interrupted or [#open] is.
  volatile @Nullable CountDownLatch waiting;

  final CountDownLatch open = new CountDownLatch(1);

  FaultyRoom() {
    super(new MemoryVfs());
  }

  @Override
  public Entry lookup(Caller caller, Node directory, Name name) throws ErrnoException {
    Errno trouble = lookups.poll();
    if (trouble != null) {
      throw trouble.exception();
    }
    return super.lookup(caller, directory, name);
  }

  @Override
  public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    return new Faulty(super.open(caller, node, how));
  }

  @Override
  public Created create(
      Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow openHow)
      throws ErrnoException {
    Created made = super.create(caller, directory, name, how, openHow);
    OpenFile file = made.file();
    return file == null
        ? made
        : new Created(made.entry(), made.directory(), new Faulty(file), made.fresh());
  }

  private final class Faulty extends ForwardingOpenFile {
    Faulty(OpenFile file) {
      super(file);
    }

    @Override
    public int read(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
      CountDownLatch arrived = waiting;
      if (arrived != null) {
        arrived.countDown();
        try {
          open.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw Errno.EINTR.exception();
        }
      }
      return next().read(caller, dst, offset);
    }

    @Override
    public Written write(Caller caller, ByteBuffer src, long offset, Stability stability)
        throws ErrnoException {
      int limit = src.limit();
      src.limit(Math.min(limit, src.position() + writeAtMost));
      try {
        Written written = next().write(caller, src, offset, stability);
        return new Written(written.count(), stability, written.change(), verifier.get());
      } finally {
        src.limit(limit);
      }
    }

    @Override
    public long commit(Caller caller, long offset, long count) throws ErrnoException {
      Errno trouble = commits;
      if (trouble != null) {
        throw trouble.exception();
      }
      return verifier.get();
    }
  }
}

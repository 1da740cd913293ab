package dev.byway.bench;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.ForwardingOpenFile;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Vfs;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A room whose reads never find anything in memory and take their time.
final class SlowDisk extends ForwardingVfs {
  private final long nanos;
  private final AtomicInteger reading = new AtomicInteger();

  /// @param nanos that each read takes
  SlowDisk(Vfs next, long nanos) {
    super(next);
    this.nanos = nanos;
  }

  /// Threads that wait in a read just now.
  int reading() {
    return reading.get();
  }

  @Override
  public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    return new SlowFile(next().open(caller, node, how));
  }

  private void delay() {
    reading.incrementAndGet();
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    reading.decrementAndGet();
  }

  private final class SlowFile extends ForwardingOpenFile {
    SlowFile(OpenFile file) {
      super(file);
    }

    @Override
    public int read(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
      if (caller.nowait()) {
        throw Errno.EAGAIN.exception();
      }
      delay();
      return next().read(caller, dst, offset);
    }
  }
}

package dev.byway.it.fuse;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A room whose server is far away or down: reading data and links waits until it is let go, or
/// interrupted.
final class SlowVfs extends ForwardingVfs {
  final AtomicInteger waiting = new AtomicInteger();
  final AtomicInteger interrupted = new AtomicInteger();
  final CountDownLatch letGo = new CountDownLatch(1);

  SlowVfs(Vfs next) {
    super(next);
  }

  @Override
  public byte[] readlink(Caller caller, Node link) throws ErrnoException {
    await();
    return super.readlink(caller, link);
  }

  @Override
  public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    return new ForwardingOpenFile(super.open(caller, node, how)) {
      @Override
      public int read(Caller reader, ByteBuffer dst, long offset) throws ErrnoException {
        await();
        return super.read(reader, dst, offset);
      }
    };
  }

  private void await() throws ErrnoException {
    waiting.incrementAndGet();
    try {
      letGo.await();
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      throw Errno.EINTR.exception();
    } finally {
      waiting.decrementAndGet();
    }
  }
}

package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.base.ServingThread;
import dev.byway.linux.FuseDevice;
import dev.byway.wire.WireException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.IntPredicate;

/// Takes a request, answers it, takes the next: with memory of its own, and if possible with a
/// queue of its own in the kernel.
final class ReaderThread extends Thread implements ServingThread {
  private static final Logger LOG = System.getLogger(ReaderThread.class.getName());

  private final Readers readers;
  private final Dispatch dispatch;
  private final FuseDevice device;
  private final Request request;
  private final Object interrupting = new Object();

  /// The request under way; 0 between two. Interrupts are for this one or for nobody.
  private volatile long working;

  private volatile int caller;

  ReaderThread(String name, Readers readers, Dispatch dispatch, FuseDevice device, int maxData) {
    super(name);
    setDaemon(true);
    this.readers = readers;
    this.dispatch = dispatch;
    this.device = device;
    this.request = new Request(device, maxData);
  }

  @Override
  public void run() {
    dispatch.interrupts.joined(this);
    try {
      while (takeOne() && !readers.hasTooMany()) {
        // on to the next
      }
    } catch (ErrnoException | RuntimeException e) {
      LOG.log(Level.ERROR, "reading requests of the kernel", e);
    } finally {
      dispatch.interrupts.left(this);
      readers.ended(device);
    }
  }

  /// @return false when the mount has ended
  private boolean takeOne() throws ErrnoException {
    readers.listening();
    int length = FuseDevice.UNMOUNTED;
    try {
      length = read();
    } finally {
      readers.listened(length > 0);
    }
    if (length > 0) {
      work(length);
    }
    return length != FuseDevice.UNMOUNTED;
  }

  /// A request that does not fit is answered EIO by the kernel itself.
  private int read() throws ErrnoException {
    try {
      return device.read(request.memory);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EIO) {
        throw e;
      }
      return FuseDevice.AGAIN;
    }
  }

  private void work(int length) throws ErrnoException {
    try {
      request.arrived(length);
    } catch (WireException e) {
      LOG.log(Level.WARNING, "malformed request: {0}", e.getMessage());
      deliver(request.finish(Errno.EIO.number()));
      return;
    }
    begin();
    int reply;
    try {
      reply = dispatch.answer(request);
    } finally {
      end();
    }
    if (request.replies) {
      deliver(reply);
    }
  }

  private void deliver(int reply) throws ErrnoException {
    int delivered;
    try {
      delivered = device.write(request.reply(), reply);
    } catch (ErrnoException e) {
      // our fault, but the caller must not wait for ever
      LOG.log(Level.ERROR, "the kernel does not take the reply to {0}: {1}", request.header, e);
      device.write(request.reply(), request.finish(Errno.EIO.number()));
      delivered = FuseDevice.UNKNOWN;
    }
    if (delivered < 0) {
      dispatch.undelivered(request);
    }
  }

  private void begin() {
    caller = request.header.pid();
    working = request.header.unique();
  }

  private void end() {
    synchronized (interrupting) {
      working = 0;
      // one that came too late is not for the next request
      Thread.interrupted();
    }
  }

  boolean worksOn(long unique) {
    return working == unique;
  }

  /// Interrupts this request if its caller is like that.
  ///
  /// @param condition of the calling thread's number
  /// @return whether it did
  boolean interruptIf(long unique, IntPredicate condition) {
    if (!condition.test(caller)) {
      return false;
    }
    synchronized (interrupting) {
      if (working != unique) {
        return false;
      }
      interrupt();
      return true;
    }
  }
}

package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.FuseDevice;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.vfs.lock.LockWait;
import dev.byway.vfs.lock.LockWaiter;
import dev.byway.wire.fuse.FuseOutHeader;
import dev.byway.wire.fuse.FuseWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Answers to requests for locks that come later than the thread that read the request: those that
/// wait, and those that first make the kernel let go of a file's pages (what another wrote before
/// this lock is to be seen), which no thread that answers may do ([Notices]).
final class LockAnswers {
  private static final Logger LOG = System.getLogger(LockAnswers.class.getName());

  /// Signals that came before their request was known to wait; the oldest are forgotten.
  private static final int EARLY_MOST = 256;

  private final Notices notices;
  private final ConcurrentHashMap<Long, Waiting> waiting = new ConcurrentHashMap<>();
  private final ArrayDeque<Long> early = new ArrayDeque<>();
  private final ExecutorService later =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("byway-fuse-locks").factory());

  LockAnswers(Notices notices) {
    this.notices = notices;
  }

  /// The owner has its lock.
  void had(Request request, OpenHandle handle) {
    if (handle.road == IoRoads.Road.CACHED) {
      request.replies = false;
      had(request.device(), request.header.unique(), handle);
    }
  }

  private void had(FuseDevice device, long unique, OpenHandle handle) {
    if (handle.road == IoRoads.Road.CACHED && !later.isShutdown()) {
      later.execute(
          () -> {
            letGo(handle);
            reply(device, unique, 0);
          });
    } else {
      reply(device, unique, 0);
    }
  }

  private void letGo(OpenHandle handle) {
    try {
      notices.changed(handle.node.node);
    } catch (ErrnoException e) {
      LOG.log(Level.DEBUG, "the kernel does not let go of a file: {0}", e.getMessage());
    }
  }

  /// Gives a lock up when the kernel has sent what it holds back.
  void unlock(Request request, OpenHandle handle, LockOwner owner, ByteRange range) {
    request.replies = false;
    Caller caller = request.caller;
    FuseDevice device = request.device();
    long unique = request.header.unique();
    later.execute(
        () -> {
          letGo(handle);
          int errno = 0;
          try {
            handle.file.unlock(caller, owner, range);
          } catch (ErrnoException e) {
            errno = e.errno().number();
          }
          reply(device, unique, errno);
        });
  }

  /// Waits for a lock, and answers when there is something to say.
  void await(
      Request request,
      OpenHandle handle,
      OpenFile file,
      LockOwner owner,
      LockKind kind,
      ByteRange range)
      throws ErrnoException {
    long unique = request.header.unique();
    var waiter = new Waiting(request.device(), unique, handle);
    waiting.put(unique, waiter);
    LockWait wait;
    try {
      wait = file.awaitLock(request.caller, owner, kind, range, waiter);
    } catch (ErrnoException e) {
      waiting.remove(unique);
      throw e;
    }
    request.replies = false;
    if (wait == null) {
      waiter.granted();
    } else {
      waiter.began(wait);
    }
    if (cameEarly(unique)) {
      interrupt(unique);
    }
  }

  private boolean cameEarly(long unique) {
    synchronized (early) {
      return early.remove(unique);
    }
  }

  /// A signal came for a request: other than for reads and writes, any signal ends it.
  ///
  /// @return false when it does not wait for a lock, or not yet
  boolean interrupt(long unique) {
    Waiting waiter = waiting.get(unique);
    if (waiter == null) {
      synchronized (early) {
        if (early.size() >= EARLY_MOST) {
          early.removeFirst();
        }
        early.addLast(unique);
      }
      waiter = waiting.get(unique);
    }
    if (waiter == null) {
      return false;
    }
    waiter.interrupt();
    return true;
  }

  private static void reply(FuseDevice device, long unique, int errno) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(FuseOutHeader.SIZE, Long.BYTES);
      var writer = new FuseWriter(memory.asByteBuffer().order(ByteOrder.nativeOrder()));
      new FuseOutHeader(FuseOutHeader.SIZE, -errno, unique).encode(writer);
      device.write(memory, FuseOutHeader.SIZE);
    } catch (ErrnoException e) {
      LOG.log(Level.DEBUG, "the answer to {0}: {1}", unique, e.getMessage());
    }
  }

  void close() {
    later.shutdown();
  }

  /// One request that waits.
  private final class Waiting implements LockWaiter {
    private final FuseDevice device;
    private final long unique;
    private final OpenHandle handle;
    private @Nullable LockWait wait;
    private boolean interrupted;

    Waiting(FuseDevice device, long unique, OpenHandle handle) {
      this.device = device;
      this.unique = unique;
      this.handle = handle;
    }

    void began(LockWait begun) {
      boolean late;
      synchronized (this) {
        wait = begun;
        late = interrupted;
      }
      if (late) {
        interrupt();
      }
    }

    void interrupt() {
      LockWait begun;
      synchronized (this) {
        interrupted = true;
        begun = wait;
      }
      if (begun != null && begun.cancel()) {
        failed(Errno.EINTR);
      }
    }

    @Override
    public void granted() {
      waiting.remove(unique);
      had(device, unique, handle);
    }

    @Override
    public void failed(Errno errno) {
      waiting.remove(unique);
      reply(device, unique, errno.number());
    }
  }
}

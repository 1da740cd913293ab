package dev.byway.server.nlm4;

import dev.byway.base.ErrnoException;
import dev.byway.wire.nlm4.Nlm4;
import dev.byway.wire.nlm4.Nlm4Procedure;
import dev.byway.wire.nlm4.Nlm4Res;
import dev.byway.wire.nlm4.Nlm4Stats;
import dev.byway.wire.nlm4.Nlm4Testargs;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Tells clients that they have the locks that they wait for: a call of GRANTED to the lock manager
/// of their machine, which its port mapper knows. Said again when nobody answers, less and less
/// often; a client that cannot be told for a minute loses the lock. (It asks again by itself.)
final class GrantedCalls implements AutoCloseable {
  private static final Logger LOG = System.getLogger(GrantedCalls.class.getName());
  private static final int THREADS = 4;
  private static final long FIRST_MILLIS = 500;
  private static final long LAST_MILLIS = 32_000;

  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(
          THREADS, Thread.ofPlatform().daemon().name("byway-nlm-", 0).factory());

  GrantedCalls() {
    threads.setKeepAliveTime(10, TimeUnit.SECONDS);
    threads.allowCoreThreadTimeOut(true);
  }

  /// Waits for nobody.
  void granted(BlockedLock lock) {
    later(() -> tell(lock, FIRST_MILLIS), 0);
  }

  void failed(BlockedLock lock) {
    later(
        () -> {
          synchronized (lock.file) {
            lock.end();
          }
        },
        0);
  }

  /// Has something done again and again, which may wait for a room.
  void every(int seconds, Runnable task) {
    var unused = threads.scheduleWithFixedDelay(task, seconds, seconds, TimeUnit.SECONDS);
  }

  private void later(Runnable task, long millis) {
    try {
      var unused = threads.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.log(Level.DEBUG, "the server is closing");
    }
  }

  private void tell(BlockedLock lock, long delay) {
    synchronized (lock.file) {
      if (lock.over) {
        return;
      }
    }
    try {
      InetAddress host = lock.target.host().key.address();
      took(lock, granted(host, lock.args()));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "GRANTED to {0}: {1}", lock.target.host().client, e.getMessage());
      if (delay > LAST_MILLIS) {
        LOG.log(Level.WARNING, "{0} cannot be told of its lock", lock.target.host().client);
        took(lock, Nlm4Stats.NLM4_FAILED);
      } else {
        later(() -> tell(lock, 2 * delay), delay);
      }
    }
  }

  private static Nlm4Stats granted(InetAddress host, Nlm4Testargs args) throws IOException {
    int port = OneCall.port(host, Nlm4.PROGRAM, Nlm4.VERSION);
    return OneCall.make(
            host,
            port,
            Nlm4.PROGRAM,
            Nlm4.VERSION,
            Nlm4Procedure.GRANTED.number(),
            args::encode,
            Nlm4Res::decode)
        .stat();
  }

  /// The client has it, or does not know of it any more.
  private static void took(BlockedLock lock, Nlm4Stats answer) {
    synchronized (lock.file) {
      if (lock.over) {
        return;
      }
      lock.end();
      if (answer != Nlm4Stats.NLM4_GRANTED) {
        try {
          lock.file.unlock(lock.target.caller(), lock.key.owner(), lock.key.range());
        } catch (ErrnoException e) {
          LOG.log(Level.WARNING, "a lock that nobody took stays: {0}", e.getMessage());
        }
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

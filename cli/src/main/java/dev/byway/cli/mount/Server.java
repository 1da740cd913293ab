package dev.byway.cli.mount;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.cli.room.ServerAdvice;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A server that may not be there yet, or not answer.
final class Server {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final NfsUrl url;
  private final Duration retry;
  private final Consumer<String> waiting;

  /// @param waiting told why it takes long
  Server(NfsUrl url, Duration retry, Consumer<String> waiting) {
    this.url = url;
    this.retry = retry;
    this.waiting = waiting;
  }

  /// Mounts its directory.
  ///
  /// @throws IOException it does not let us, or is not there for as long as we try; the message is
  ///     for people
  Vfs open() throws IOException, InterruptedException {
    long end = System.nanoTime() + retry.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return attempt();
      } catch (ErrnoException e) {
        if (!Source.isAway(e) || System.nanoTime() + pause.toNanos() > end) {
          throw new IOException(url + ": " + ServerAdvice.of(url, e), e);
        }
        long left = TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime());
        waiting.accept(e.errno().message() + "; trying again for " + left + " s");
      }
      Thread.sleep(pause);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
  }

  /// One attempt, in a thread of its own: on a hard mount it ends when the server answers.
  private Vfs attempt() throws ErrnoException, InterruptedException {
    CompletableFuture<Vfs> result = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("byway-mount")
            .start(
                () -> {
                  try {
                    result.complete(NfsMount.open(url));
                  } catch (ErrnoException | RuntimeException e) {
                    result.completeExceptionally(e);
                  }
                });
    long start = System.nanoTime();
    try {
      while (true) {
        try {
          return result.get(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
          waiting.accept("no answer for " + seconds + " s");
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ErrnoException errno
          ? errno
          : Errno.EIO.exception(String.valueOf(e.getCause()));
    } finally {
      thread.interrupt();
    }
  }
}

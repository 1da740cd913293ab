package dev.byway.client.cache;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.AsyncFile;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.ForwardingOpenFile;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.Written;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes the files of a room take transfers that nobody waits for. One in so many ends short, is
/// refused, or is asked to come again.
final class AsyncRoom extends ForwardingVfs {
  private static final int ODD = 8;

  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  AsyncRoom(Vfs next) {
    super(next);
  }

  @Override
  public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    return new File(super.open(caller, node, how));
  }

  @Override
  public Created create(
      Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    Created made = super.create(caller, directory, name, how, open);
    OpenFile file = made.file();
    return file == null
        ? made
        : new Created(made.entry(), made.directory(), new File(file), made.fresh());
  }

  @Override
  public void close() {
    threads.shutdown();
    super.close();
  }

  private interface Call<R> {
    R run() throws ErrnoException;
  }

  private static final class Pending<R> implements AsyncFile.Transfer<R> {
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private @Nullable R result;
    private @Nullable ErrnoException failure;

    void run(Call<R> call, Consumer<AsyncFile.Transfer<R>> whenDone) {
      try {
        result = call.run();
      } catch (ErrnoException e) {
        failure = e;
      }
      whenDone.accept(this);
      done.complete(true);
    }

    @Override
    public R result() throws ErrnoException {
      if (failure != null) {
        throw failure;
      }
      return Objects.requireNonNull(result);
    }

    @Override
    public void join() throws ErrnoException {
      try {
        done.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Errno.EINTR.exception();
      } catch (ExecutionException e) {
        throw new AssertionError(e);
      }
    }
  }

  private final class File extends ForwardingOpenFile implements AsyncFile {
    File(OpenFile next) {
      super(next);
    }

    private <R> Transfer<R> begin(Call<R> call, Consumer<Transfer<R>> whenDone)
        throws ErrnoException {
      int odd = ThreadLocalRandom.current().nextInt(ODD);
      if (odd == 0) {
        throw Errno.ENOTSUP.exception();
      }
      var pending = new Pending<R>();
      Call<R> again =
          () -> {
            throw Errno.EAGAIN.exception();
          };
      threads.execute(() -> pending.run(odd == 1 ? again : call, whenDone));
      return pending;
    }

    private static void cut(ByteBuffer buffer) {
      if (ThreadLocalRandom.current().nextInt(ODD) == 0) {
        buffer.limit(buffer.position() + 1 + buffer.remaining() / 2);
      }
    }

    @Override
    public Transfer<Integer> beginRead(
        Caller caller, ByteBuffer dst, long offset, Consumer<Transfer<Integer>> whenDone)
        throws ErrnoException {
      return begin(
          () -> {
            int limit = dst.limit();
            cut(dst);
            int count = next().read(caller, dst, offset);
            dst.limit(limit);
            return count;
          },
          whenDone);
    }

    @Override
    public Transfer<Written> beginWrite(
        Caller caller,
        ByteBuffer src,
        long offset,
        Stability stability,
        Consumer<Transfer<Written>> whenDone)
        throws ErrnoException {
      return begin(
          () -> {
            ByteBuffer part = src.duplicate();
            cut(part);
            return next().write(caller, part, offset, stability);
          },
          whenDone);
    }
  }
}

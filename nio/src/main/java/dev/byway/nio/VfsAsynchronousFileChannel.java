package dev.byway.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Calls on a file that are made on other threads: those of the executor that was given, else
/// [#THREADS] daemon threads which all such channels share.
final class VfsAsynchronousFileChannel extends AsynchronousFileChannel {
  /// Requests under way at once, by default.
  static final int THREADS = 16;

  private static final long IDLE_SECONDS = 10;
  private static final ExecutorService SHARED = shared();

  private final FileData data;
  private final ExecutorService executor;
  private volatile boolean closed;

  VfsAsynchronousFileChannel(FileData data, @Nullable ExecutorService executor) {
    this.data = data;
    this.executor = executor == null ? SHARED : executor;
  }

  private static ExecutorService shared() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("byway-nio-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private VfsFileSystem files() {
    return data.path().getFileSystem();
  }

  private void mayRead(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    if (!data.how().read()) {
      throw new NonReadableChannelException();
    }
  }

  private void mayWrite(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    if (!data.how().write()) {
      throw new NonWritableChannelException();
    }
  }

  private void mayUse() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  /// Runs it on another thread.
  private <T> Future<T> submit(Callable<T> call) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              mayUse();
              return call.call();
            });
    executor.execute(task);
    return task;
  }

  private <T, A> void submit(
      Callable<T> call, @Nullable A attachment, CompletionHandler<T, ? super A> handler) {
    if (handler == null) {
      throw new NullPointerException("handler");
    }
    executor.execute(
        () -> {
          T result;
          try {
            mayUse();
            result = call.call();
          } catch (Exception e) {
            handler.failed(e, attachment);
            return;
          }
          handler.completed(result, attachment);
        });
  }

  private static void checkWritable(ByteBuffer dst) {
    if (dst.isReadOnly()) {
      throw new IllegalArgumentException("a read-only buffer to read into");
    }
  }

  @Override
  public <A> void read(
      ByteBuffer dst,
      long position,
      @Nullable A attachment,
      CompletionHandler<Integer, ? super A> handler) {
    mayRead(position);
    checkWritable(dst);
    submit(() -> data.read(dst, position), attachment, handler);
  }

  @Override
  public Future<Integer> read(ByteBuffer dst, long position) {
    mayRead(position);
    checkWritable(dst);
    return submit(() -> data.read(dst, position));
  }

  @Override
  public <A> void write(
      ByteBuffer src,
      long position,
      @Nullable A attachment,
      CompletionHandler<Integer, ? super A> handler) {
    mayWrite(position);
    submit(() -> data.write(src, position), attachment, handler);
  }

  @Override
  public Future<Integer> write(ByteBuffer src, long position) {
    mayWrite(position);
    return submit(() -> data.write(src, position));
  }

  @Override
  public long size() throws IOException {
    mayUse();
    return data.size();
  }

  @Override
  public AsynchronousFileChannel truncate(long size) throws IOException {
    mayUse();
    mayWrite(size);
    data.shorten(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    mayUse();
    data.force(metaData);
  }

  @Override
  public <A> void lock(
      long position,
      long size,
      boolean shared,
      @Nullable A attachment,
      CompletionHandler<FileLock, ? super A> handler) {
    VfsFileLock lock = claim(position, size, shared);
    submit(() -> have(lock), attachment, handler);
  }

  @Override
  public Future<FileLock> lock(long position, long size, boolean shared) {
    VfsFileLock lock = claim(position, size, shared);
    return submit(() -> have(lock));
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    mayUse();
    VfsFileLock lock = claim(position, size, shared);
    return lock.take(false) ? lock : null;
  }

  /// Overlap is the caller's to see at once.
  private VfsFileLock claim(long position, long size, boolean shared) {
    if (shared) {
      mayRead(position);
    } else {
      mayWrite(position);
    }
    VfsFileLock lock = VfsFileLock.claim(this, data, position, size, shared);
    if (closed) {
      lock.unclaim();
    }
    return lock;
  }

  private static FileLock have(VfsFileLock lock) throws IOException {
    lock.take(true);
    return lock;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    for (FileLock lock : files().locks().of(data.node(), this)) {
      ((VfsFileLock) lock).drop();
    }
    files().forget(this);
    data.close();
  }
}

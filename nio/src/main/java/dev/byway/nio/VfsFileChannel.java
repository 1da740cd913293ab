package dev.byway.nio;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A `FileChannel` on a file of a room. Reads and writes at given positions run at the same time,
/// those at the channel's own position one after the other.
final class VfsFileChannel extends FileChannel {
  private final FileData data;
  private final boolean interruptible;
  private final Object positionLock = new Object();
  private long position;

  /// @param interruptible interrupting a thread in it closes the channel, as `FileChannel` says;
  ///     streams and byte channels are not so
  VfsFileChannel(FileData data, boolean interruptible) {
    this.data = data;
    this.interruptible = interruptible;
    if (interruptible) {
      data.closesWhenInterrupted();
    }
  }

  private VfsFileSystem files() {
    return data.path().getFileSystem();
  }

  private void mayRead() throws IOException {
    mayUse();
    if (!data.how().read()) {
      throw new NonReadableChannelException();
    }
  }

  private void mayWrite() throws IOException {
    mayUse();
    if (!data.how().write()) {
      throw new NonWritableChannelException();
    }
  }

  private void mayUse() throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  private static void checkPosition(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
  }

  /// @return whether the thread was interrupted, for [#stop]
  private boolean start() {
    if (interruptible) {
      begin();
      return false;
    }
    return Thread.interrupted();
  }

  private void stop(boolean interrupted, boolean completed) throws IOException {
    if (interruptible) {
      // The room may notice before the channel does.
      boolean woken = !completed && Thread.currentThread().isInterrupted();
      if (woken) {
        close();
      }
      try {
        end(completed);
      } catch (AsynchronousCloseException e) {
        throw woken ? new ClosedByInterruptException() : e;
      }
    } else if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Reads or writes; without a lambda, for these are the calls that come in masses.
  private int move(ByteBuffer buffer, long at, boolean write) throws IOException {
    boolean completed = false;
    boolean interrupted = start();
    try {
      int count = write ? data.write(buffer, at) : data.read(buffer, at);
      completed = true;
      return count;
    } finally {
      stop(interrupted, completed);
    }
  }

  private interface Call<T> {
    T make() throws IOException;
  }

  /// Any other call that may wait for the room.
  private <T> T call(Call<T> call) throws IOException {
    boolean completed = false;
    boolean interrupted = start();
    try {
      T result = call.make();
      completed = true;
      return result;
    } finally {
      stop(interrupted, completed);
    }
  }

  private int readAt(ByteBuffer dst, long at) throws IOException {
    return move(dst, at, false);
  }

  private int writeAt(ByteBuffer src, long at) throws IOException {
    return move(src, at, true);
  }

  private long append(ByteBuffer src) throws IOException {
    return call(() -> data.append(src));
  }

  @Override
  public int read(ByteBuffer dst) throws IOException {
    mayRead();
    synchronized (positionLock) {
      int read = readAt(dst, position);
      position += Math.max(read, 0);
      return read;
    }
  }

  @Override
  public long read(ByteBuffer[] dsts, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, dsts.length);
    mayRead();
    synchronized (positionLock) {
      long total = 0;
      for (int i = offset; i < offset + length; i++) {
        int read = dsts[i].hasRemaining() ? readAt(dsts[i], position) : 0;
        position += Math.max(read, 0);
        total += Math.max(read, 0);
        if (dsts[i].hasRemaining()) {
          return total == 0 ? read : total;
        }
      }
      return total;
    }
  }

  @Override
  public int write(ByteBuffer src) throws IOException {
    mayWrite();
    synchronized (positionLock) {
      int start = src.position();
      if (data.how().append()) {
        position = append(src);
      } else {
        position += writeAt(src, position);
      }
      return src.position() - start;
    }
  }

  @Override
  public long write(ByteBuffer[] srcs, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, srcs.length);
    mayWrite();
    synchronized (positionLock) {
      long total = 0;
      for (int i = offset; i < offset + length; i++) {
        total += srcs[i].hasRemaining() ? write(srcs[i]) : 0;
        if (srcs[i].hasRemaining()) {
          break;
        }
      }
      return total;
    }
  }

  @Override
  public int read(ByteBuffer dst, long at) throws IOException {
    checkPosition(at);
    mayRead();
    return readAt(dst, at);
  }

  /// A channel that appends does so whatever the position, as on Linux.
  @Override
  public int write(ByteBuffer src, long at) throws IOException {
    checkPosition(at);
    mayWrite();
    if (data.how().append()) {
      int start = src.position();
      append(src);
      return src.position() - start;
    }
    return writeAt(src, at);
  }

  @Override
  public long position() throws IOException {
    mayUse();
    synchronized (positionLock) {
      return data.how().append() ? size() : position;
    }
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    mayUse();
    checkPosition(newPosition);
    synchronized (positionLock) {
      position = newPosition;
    }
    return this;
  }

  @Override
  public long size() throws IOException {
    mayUse();
    return call(data::size);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    mayUse();
    if (size < 0) {
      throw new IllegalArgumentException("size " + size);
    }
    mayWrite();
    synchronized (positionLock) {
      call(() -> data.shorten(size));
      position = Math.min(position, size);
    }
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    mayUse();
    call(
        () -> {
          data.force(metaData);
          return 0;
        });
  }

  @Override
  public long transferTo(long at, long count, WritableByteChannel target) throws IOException {
    mayRead();
    if (!target.isOpen()) {
      throw new ClosedChannelException();
    }
    Transfer.check(at, count);
    long done = 0;
    if (target instanceof VfsFileChannel ours) {
      ours.mayWrite();
      done = call(() -> ours.copyFrom(data, at, count));
    }
    return done + Transfer.to(this::readAt, at + done, count - done, target);
  }

  private long copyFrom(FileData from, long at, long count) throws IOException {
    synchronized (positionLock) {
      long copied = from.copy(at, data, position, count);
      position += copied;
      return copied;
    }
  }

  @Override
  public long transferFrom(ReadableByteChannel src, long at, long count) throws IOException {
    mayWrite();
    if (!src.isOpen()) {
      throw new ClosedChannelException();
    }
    if (src instanceof VfsFileChannel ours) {
      ours.mayRead();
    }
    return Transfer.from(src, this, at, count);
  }

  private Mapping mapping(MapMode mode, long at, long size) throws IOException {
    mayUse();
    if (Objects.requireNonNull(mode) != MapMode.READ_ONLY && !data.how().write()) {
      throw new NonWritableChannelException();
    }
    mayRead();
    return new Mapping(data, mode, at, size);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long at, long size) throws IOException {
    Mapping mapping = mapping(mode, at, size);
    return call(mapping::buffer);
  }

  @Override
  public MemorySegment map(MapMode mode, long at, long size, Arena arena) throws IOException {
    Mapping mapping = mapping(mode, at, size);
    return call(() -> mapping.segment(arena));
  }

  /// Waits for others, where the room has locks; what this JVM has locked is an exception.
  @Override
  public FileLock lock(long at, long size, boolean shared) throws IOException {
    try {
      return Objects.requireNonNull(lock(at, size, shared, true));
    } catch (ClosedByInterruptException e) {
      throw new FileLockInterruptionException();
    }
  }

  @Override
  public @Nullable FileLock tryLock(long at, long size, boolean shared) throws IOException {
    return lock(at, size, shared, false);
  }

  private @Nullable FileLock lock(long at, long size, boolean shared, boolean wait)
      throws IOException {
    mayUse();
    if (shared) {
      mayRead();
    } else {
      mayWrite();
    }
    VfsFileLock lock = VfsFileLock.claim(this, data, at, size, shared);
    if (!call(() -> lock.take(wait))) {
      return null;
    }
    if (!isOpen()) {
      throw new AsynchronousCloseException();
    }
    return lock;
  }

  @Override
  protected void implCloseChannel() throws IOException {
    for (FileLock lock : files().locks().of(data.node(), this)) {
      ((VfsFileLock) lock).drop();
    }
    files().forget(this);
    data.close();
  }
}

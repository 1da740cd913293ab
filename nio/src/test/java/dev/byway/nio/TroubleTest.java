package dev.byway.nio;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.Errno;
import dev.byway.vfs.Caller;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a program is told when the room has trouble.
class TroubleTest {
  private final FaultyRoom room = new FaultyRoom();
  private final VfsFileSystem files = VfsFileSystem.of(room, Caller.ROOT);
  private final Path file = files.getPath("/f");

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private static ByteBuffer data(int size) {
    return ByteBuffer.allocate(size);
  }

  @ParameterizedTest
  @EnumSource
  void everyErrnoHasItsException(Errno errno) {
    Map<Errno, Class<? extends IOException>> special = new EnumMap<>(Errno.class);
    special.put(Errno.ENOENT, NoSuchFileException.class);
    special.put(Errno.EEXIST, FileAlreadyExistsException.class);
    special.put(Errno.ENOTEMPTY, DirectoryNotEmptyException.class);
    special.put(Errno.EACCES, AccessDeniedException.class);
    special.put(Errno.ENOTDIR, NotDirectoryException.class);
    special.put(Errno.ELOOP, FileSystemLoopException.class);
    special.put(Errno.EINTR, InterruptedIOException.class);
    room.lookups.addAll(List.of(errno, errno));
    assertThatThrownBy(() -> Files.size(file))
        .isExactlyInstanceOf(special.getOrDefault(errno, FileSystemException.class))
        .hasCause(errno.exception());
  }

  @Test
  void aHandleThatWentStaleIsLookedUpAgain() throws IOException {
    Files.writeString(file, "here");
    room.lookups.add(Errno.ESTALE);
    assertThat(Files.readString(file)).isEqualTo("here");
  }

  @Test
  void shortWritesGoOn() throws IOException {
    room.writeAtMost = 7;
    Files.write(file, new byte[100]);
    assertThat(Files.size(file)).isEqualTo(100);
  }

  @Test
  void aRestartBetweenWriteAndForceIsToldOnce() throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      channel.write(data(10));
      room.verifier.incrementAndGet();
      assertThatThrownBy(() -> channel.force(false)).hasMessageContaining("restarted");
      channel.force(false);
      channel.write(data(10));
      room.verifier.incrementAndGet();
      channel.write(data(10));
      assertThatThrownBy(() -> channel.force(false)).hasMessageContaining("restarted");
    }
  }

  @Test
  void aRestartBeforeCloseIsToldByClose() throws IOException {
    FileChannel channel = FileChannel.open(file, CREATE, WRITE);
    channel.write(data(10));
    room.verifier.incrementAndGet();
    assertThatThrownBy(channel::close).hasMessageContaining("restarted");
    assertThat(channel.isOpen()).isFalse();
    FileChannel stable = FileChannel.open(file, WRITE, SYNC);
    stable.write(data(10));
    room.verifier.incrementAndGet();
    stable.close();
  }

  @Test
  void aFailedForceIsTriedAgainByTheNext() throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      channel.write(data(10));
      room.commits = Errno.ENOSPC;
      assertThatThrownBy(() -> channel.force(true))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("No space left");
      room.commits = null;
      room.verifier.incrementAndGet();
      assertThatThrownBy(() -> channel.force(true)).hasMessageContaining("restarted");
    }
  }

  private interface Reading {
    void read() throws IOException;
  }

  private CompletableFuture<Throwable> readingOf(
      FileChannel channel, CompletableFuture<Thread> who) {
    return inThread(() -> channel.read(data(1), 0), who);
  }

  private static CompletableFuture<Throwable> inThread(
      Reading reading, CompletableFuture<Thread> who) {
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              who.complete(Thread.currentThread());
              try {
                reading.read();
                end.complete(new AssertionError("it was read"));
              } catch (IOException e) {
                end.complete(e);
              }
            });
    return end;
  }

  @RepeatedTest(50)
  void interruptingAWaitingThreadClosesItsChannel() throws Exception {
    Files.writeString(file, "x");
    CountDownLatch arrived = new CountDownLatch(1);
    room.waiting = arrived;
    FileChannel channel = FileChannel.open(file, READ, WRITE);
    CompletableFuture<Thread> reader = new CompletableFuture<>();
    CompletableFuture<Throwable> end = readingOf(channel, reader);
    arrived.await();
    reader.get().interrupt();
    assertThat(end.get(1, TimeUnit.MINUTES)).isInstanceOf(ClosedByInterruptException.class);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void interruptingAMappingClosesItsChannel() throws Exception {
    Files.writeString(file, "x");
    CountDownLatch arrived = new CountDownLatch(1);
    room.waiting = arrived;
    FileChannel channel = FileChannel.open(file, READ);
    CompletableFuture<Thread> reader = new CompletableFuture<>();
    var end = inThread(() -> channel.map(FileChannel.MapMode.READ_ONLY, 0, 1), reader);
    arrived.await();
    reader.get().interrupt();
    assertThat(end.get(1, TimeUnit.MINUTES)).isInstanceOf(ClosedByInterruptException.class);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void closingUnderAWaitingThreadTellsIt() throws Exception {
    Files.writeString(file, "");
    CountDownLatch arrived = new CountDownLatch(1);
    room.waiting = arrived;
    FileChannel channel = FileChannel.open(file, READ);
    CompletableFuture<Throwable> end = readingOf(channel, new CompletableFuture<>());
    arrived.await();
    channel.close();
    room.open.countDown();
    assertThat(end.get(1, TimeUnit.MINUTES)).isInstanceOf(AsynchronousCloseException.class);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aThreadInterruptedBeforeItCallsIsServed() throws IOException {
    Files.writeString(file, "x");
    room.waiting = new CountDownLatch(1);
    room.open.countDown();
    Thread.currentThread().interrupt();
    try {
      assertThat(Files.readString(file)).isEqualTo("x");
      assertThat(Files.getLastModifiedTime(file)).isNotNull();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}

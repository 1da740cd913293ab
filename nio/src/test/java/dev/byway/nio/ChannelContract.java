package dev.byway.nio;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What channels do. Also run on the JDK's own file system, which says what is right.
abstract class ChannelContract {
  protected Path dir;
  protected Path file;

  /// An empty directory.
  abstract Path open() throws IOException;

  abstract void close() throws IOException;

  @BeforeEach
  void setUp() throws IOException {
    dir = open();
    file = dir.resolve("file");
  }

  @AfterEach
  void tearDown() throws IOException {
    close();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ByteBuffer filled) {
    return StandardCharsets.UTF_8.decode(filled.flip()).toString();
  }

  @Test
  void positionsMoveAndPositionalCallsDoNotMoveThem() throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE, SPARSE)) {
      assertThat(channel.write(bytes("hello"))).isEqualTo(5);
      assertThat(channel.position()).isEqualTo(5);
      assertThat(channel.write(bytes("J"), 0)).isEqualTo(1);
      assertThat(channel.position()).isEqualTo(5);
      assertThat(channel.write(bytes("!"), 10)).isEqualTo(1);
      assertThat(channel.size()).isEqualTo(11);
      ByteBuffer all = ByteBuffer.allocateDirect(20);
      assertThat(channel.read(all, 0)).isEqualTo(11);
      assertThat(text(all)).isEqualTo("Jello\0\0\0\0\0!");
      assertThat(channel.read(ByteBuffer.allocate(1), 11)).isEqualTo(-1);
      assertThat(channel.read(ByteBuffer.allocate(0), 11)).isLessThanOrEqualTo(0);
      channel.position(4);
      ByteBuffer one = ByteBuffer.allocate(1);
      assertThat(channel.read(one)).isEqualTo(1);
      assertThat(text(one)).isEqualTo("o");
      channel.truncate(3);
      assertThat(channel.position()).isEqualTo(3);
      assertThat(channel.size()).isEqualTo(3);
      channel.truncate(100);
      assertThat(channel.size()).isEqualTo(3);
      channel.position(1000);
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      channel.force(true);
      channel.force(false);
    }
    assertThat(Files.readString(file)).isEqualTo("Jel");
  }

  @Test
  void scatteringAndGathering() throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      ByteBuffer[] out = {bytes("ab"), bytes(""), bytes("cde"), bytes("f")};
      assertThat(channel.write(out)).isEqualTo(6);
      assertThat(channel.write(new ByteBuffer[] {bytes("x"), bytes("gh"), bytes("y")}, 1, 1))
          .isEqualTo(2);
      channel.position(0);
      ByteBuffer[] in = {ByteBuffer.allocate(3), ByteBuffer.allocate(0), ByteBuffer.allocate(9)};
      assertThat(channel.read(in)).isEqualTo(8);
      assertThat(text(in[0])).isEqualTo("abc");
      assertThat(text(in[2])).isEqualTo("defgh");
      assertThat(channel.read(new ByteBuffer[] {ByteBuffer.allocate(1)})).isEqualTo(-1);
    }
  }

  @Test
  void buffersOfOneThreadAloneAreGoodToo() throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
        Arena arena = Arena.ofConfined()) {
      ByteBuffer out = arena.allocate(1_300_000).fill((byte) 7).asByteBuffer();
      assertThat(channel.write(out)).isEqualTo(1_300_000);
      assertThat(out.hasRemaining()).isFalse();
      channel.force(true);
      ByteBuffer in = arena.allocate(2_000_000).asByteBuffer();
      assertThat(channel.read(in.position(5), 0)).isEqualTo(1_300_000);
      assertThat(in.position()).isEqualTo(1_300_005);
      assertThat(in.get(1_300_004)).isEqualTo((byte) 7);
    }
  }

  @Test
  void threadsWithBuffersOfTheirOwnReadAtTheSameTime() throws Exception {
    byte[] data = new byte[1 << 20];
    new java.util.Random(3).nextBytes(data);
    Files.write(file, data);
    int threads = 4;
    try (FileChannel channel = FileChannel.open(file, READ);
        var pool = Executors.newFixedThreadPool(threads)) {
      List<java.util.concurrent.Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int seed = thread;
        all.add(pool.submit(() -> readAround(channel, data, new java.util.Random(seed))));
      }
      for (var each : all) {
        each.get(1, TimeUnit.MINUTES);
      }
    }
  }

  private static boolean readAround(FileChannel channel, byte[] data, java.util.Random random)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      ByteBuffer buffer = arena.allocate(4096).asByteBuffer();
      for (int i = 0; i < 300; i++) {
        int offset = random.nextInt(data.length - 4096);
        assertThat(channel.read(buffer.clear(), offset)).isEqualTo(4096);
        assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(data, offset, 4096));
      }
    }
    return true;
  }

  @Test
  void transfersGoBothWays() throws IOException {
    byte[] data = new byte[2_500_000];
    new java.util.Random(2).nextBytes(data);
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
        FileChannel other = FileChannel.open(dir.resolve("other"), CREATE, READ, WRITE)) {
      var source = Channels.newChannel(new ByteArrayInputStream(data));
      assertThat(channel.transferFrom(source, 0, Long.MAX_VALUE)).isEqualTo(data.length);
      var sink = new ByteArrayOutputStream();
      assertThat(channel.transferTo(10, 1000, Channels.newChannel(sink))).isEqualTo(1000);
      assertThat(sink.toByteArray()).isEqualTo(java.util.Arrays.copyOfRange(data, 10, 1010));
      assertThat(channel.transferTo(data.length, 5, Channels.newChannel(sink))).isZero();
      assertThat(channel.transferTo(0, data.length, other)).isEqualTo(data.length);
      var more = Channels.newChannel(new ByteArrayInputStream(new byte[] {1, 2, 3}));
      assertThat(other.transferFrom(more, data.length + 10L, 2)).isEqualTo(2);
      assertThat(other.size()).isEqualTo(data.length + 12L);
      other.truncate(data.length);
    }
    assertThat(Files.mismatch(file, dir.resolve("other"))).isEqualTo(-1);
    assertThat(Files.readAllBytes(file)).isEqualTo(data);
  }

  @Test
  void openOptionsMeanWhatTheySay() throws IOException {
    assertThatThrownBy(() -> FileChannel.open(file)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> FileChannel.open(file, READ, CREATE))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> FileChannel.open(file, WRITE)).isInstanceOf(NoSuchFileException.class);
    FileChannel.open(file, WRITE, CREATE_NEW, SYNC).close();
    assertThatThrownBy(() -> FileChannel.open(file, WRITE, CREATE_NEW))
        .isInstanceOf(FileAlreadyExistsException.class);
    Files.writeString(file, "content");
    FileChannel.open(file, READ, TRUNCATE_EXISTING).close();
    assertThat(Files.size(file)).isEqualTo(7);
    try (FileChannel channel = FileChannel.open(file, WRITE, TRUNCATE_EXISTING, DSYNC)) {
      assertThat(channel.size()).isZero();
      channel.write(bytes("durable"));
      assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
          .isInstanceOf(NonReadableChannelException.class);
    }
    try (FileChannel channel = FileChannel.open(file, READ)) {
      assertThatThrownBy(() -> channel.write(bytes("x")))
          .isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> channel.truncate(0)).isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> channel.position(-1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1).asReadOnlyBuffer()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> FileChannel.open(file, READ, APPEND))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FileChannel.open(file, TRUNCATE_EXISTING, APPEND))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FileChannel.open(file, READ, new OpenOption() {}))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(Files.readString(file)).isEqualTo("durable");
  }

  @Test
  void aNewFileHasTheModeThatWasAskedFor() throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-----"));
    for (Set<OpenOption> how :
        List.<Set<OpenOption>>of(Set.of(WRITE, CREATE), Set.of(WRITE, CREATE_NEW))) {
      FileChannel.open(file, how, mode).close();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rwxr-----");
      Files.delete(file);
    }
  }

  @Test
  void appendingThreadsLoseNothing() throws Exception {
    int threads = 4;
    int lines = 200;
    try (var pool = Executors.newFixedThreadPool(threads)) {
      List<java.util.concurrent.Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        String line = "thread " + thread + "\n";
        all.add(
            pool.submit(
                () -> {
                  try (FileChannel channel = FileChannel.open(file, CREATE, APPEND)) {
                    for (int i = 0; i < lines; i++) {
                      channel.write(bytes(line));
                    }
                  }
                  return null;
                }));
      }
      for (var each : all) {
        each.get();
      }
    }
    try (FileChannel channel = FileChannel.open(file, APPEND)) {
      assertThat(channel.position()).isEqualTo(channel.size());
      channel.position(0);
      channel.write(bytes("last\n"));
      assertThat(channel.position()).isEqualTo(channel.size());
    }
    List<String> found = Files.readAllLines(file);
    assertThat(found).hasSize(threads * lines + 1);
    assertThat(found.getLast()).isEqualTo("last");
    for (int thread = 0; thread < threads; thread++) {
      String line = "thread " + thread;
      assertThat(found.stream().filter(line::equals).count()).isEqualTo(lines);
    }
  }

  @Test
  void aFileDeletedOnCloseIsGone() throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE, DELETE_ON_CLOSE)) {
      channel.write(bytes("temporary"));
      assertThat(channel.size()).isEqualTo(9);
    }
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void anOpenFileOutlivesItsName() throws IOException {
    Files.writeString(file, "still here");
    try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
      Files.delete(file);
      assertThat(Files.exists(file)).isFalse();
      ByteBuffer dst = ByteBuffer.allocate(20);
      channel.read(dst, 0);
      assertThat(text(dst)).isEqualTo("still here");
      channel.write(bytes("!"), 10);
      assertThat(channel.size()).isEqualTo(11);
    }
    try (var left = Files.list(dir)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void directoriesCanBeForcedAndNotRead() throws IOException {
    try (FileChannel channel = FileChannel.open(dir, READ)) {
      channel.force(true);
      assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
          .isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> FileChannel.open(dir, WRITE)).isInstanceOf(IOException.class);
  }

  @Test
  void locksOverlapOnlyWhereTheyDo() throws IOException {
    try (FileChannel one = FileChannel.open(file, CREATE, READ, WRITE);
        FileChannel two = FileChannel.open(file, READ, WRITE)) {
      FileLock lock = one.lock(10, 10, false);
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> two.tryLock(15, 1, true))
          .isInstanceOf(OverlappingFileLockException.class);
      assertThatThrownBy(() -> one.lock(19, 100, false))
          .isInstanceOf(OverlappingFileLockException.class);
      try (FileLock beside = two.tryLock(20, 5, true)) {
        assertThat(beside.isShared()).isTrue();
      }
      lock.release();
      assertThat(lock.isValid()).isFalse();
      FileLock whole = two.lock();
      assertThat(whole.overlaps(1L << 60, 1)).isTrue();
      two.close();
      assertThat(whole.isValid()).isFalse();
      assertThatThrownBy(whole::release).isInstanceOf(ClosedChannelException.class);
      assertThat(one.tryLock()).isNotNull();
    }
    try (FileChannel reading = FileChannel.open(file, READ)) {
      assertThatThrownBy(reading::lock).isInstanceOf(NonWritableChannelException.class);
    }
  }

  @Test
  void mappedForReadingTheFileIsInMemory() throws IOException {
    Files.writeString(file, "0123456789");
    try (FileChannel channel = FileChannel.open(file, READ, WRITE);
        Arena arena = Arena.ofConfined()) {
      var mapped = channel.map(MapMode.READ_ONLY, 2, 5);
      assertThat(StandardCharsets.UTF_8.decode(mapped).toString()).isEqualTo("23456");
      assertThat(mapped.isReadOnly()).isTrue();
      mapped.force();
      assertThat(channel.map(MapMode.READ_ONLY, 0, 0).remaining()).isZero();
      MemorySegment segment = channel.map(MapMode.READ_ONLY, 1, 9, arena);
      assertThat(segment.byteSize()).isEqualTo(9);
      assertThat(segment.get(ValueLayout.JAVA_BYTE, 8)).isEqualTo((byte) '9');
      assertThat(segment.isReadOnly()).isTrue();
      var private_ = channel.map(MapMode.PRIVATE, 0, 3);
      private_.put(0, (byte) 'x');
      assertThat(private_.get(0)).isEqualTo((byte) 'x');
      assertThatThrownBy(() -> channel.map(MapMode.READ_ONLY, -1, 3))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Files.readString(file)).isEqualTo("0123456789");
    try (FileChannel reading = FileChannel.open(file, READ)) {
      assertThatThrownBy(() -> reading.map(MapMode.READ_WRITE, 0, 3))
          .isInstanceOf(NonWritableChannelException.class);
    }
  }

  @Test
  void aClosedChannelSaysSo() throws IOException {
    FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
    channel.close();
    channel.close();
    assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(channel::size).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(channel::position).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> channel.force(true)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(channel::lock).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void interruptingClosesTheChannel() throws IOException {
    FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
    channel.write(bytes("before"));
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> channel.write(bytes("after")))
          .isInstanceOf(ClosedByInterruptException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(channel.isOpen()).isFalse();
    assertThat(Files.readString(file)).startsWith("before");
  }

  @Test
  void asynchronousCallsComplete() throws Exception {
    try (AsynchronousFileChannel channel =
        AsynchronousFileChannel.open(file, CREATE, READ, WRITE)) {
      assertThat(channel.write(bytes("hello"), 3).get()).isEqualTo(5);
      ByteBuffer dst = ByteBuffer.allocate(5);
      CompletableFuture<String> answer = new CompletableFuture<>();
      channel.read(
          dst,
          3,
          "attached",
          new CompletionHandler<Integer, String>() {
            @Override
            public void completed(Integer count, String attachment) {
              answer.complete(count + attachment);
            }

            @Override
            public void failed(Throwable why, String attachment) {
              answer.completeExceptionally(why);
            }
          });
      assertThat(answer.get(1, TimeUnit.MINUTES)).isEqualTo("5attached");
      assertThat(text(dst)).isEqualTo("hello");
      assertThat(channel.read(ByteBuffer.allocate(1), 8).get()).isEqualTo(-1);
      assertThat(channel.size()).isEqualTo(8);
      assertThat(channel.truncate(4).size()).isEqualTo(4);
      FileLock lock = channel.lock().get();
      assertThatThrownBy(channel::tryLock).isInstanceOf(OverlappingFileLockException.class);
      lock.release();
      channel.force(true);
      channel.close();
      assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1), 0).get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(ClosedChannelException.class);
    }
    assertThatThrownBy(() -> AsynchronousFileChannel.open(file, APPEND))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aClosedAsynchronousChannelSaysSo() throws Exception {
    AsynchronousFileChannel channel = AsynchronousFileChannel.open(file, CREATE, READ, WRITE);
    FileLock held = channel.lock().get(1, TimeUnit.MINUTES);
    assertThatThrownBy(channel::tryLock).isInstanceOf(OverlappingFileLockException.class);
    channel.close();
    channel.close();
    assertThat(held.isValid()).isFalse();
    for (Future<?> each :
        List.of(
            channel.read(ByteBuffer.allocate(1), 0),
            channel.write(ByteBuffer.allocate(1), 0),
            channel.lock())) {
      assertThatThrownBy(() -> each.get(1, TimeUnit.MINUTES))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(ClosedChannelException.class);
    }
    assertThatThrownBy(channel::tryLock).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(channel::size).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> channel.force(true)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> channel.truncate(0)).isInstanceOf(ClosedChannelException.class);
    try (FileChannel other = FileChannel.open(file, READ, WRITE)) {
      assertThat(other.tryLock().isValid()).isTrue();
    }
  }

  @Test
  void asynchronousCallsRunOnTheExecutorThatWasGiven() throws Exception {
    try (var executor =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("mine").factory());
        AsynchronousFileChannel channel =
            AsynchronousFileChannel.open(file, Set.of(CREATE, WRITE), executor)) {
      CompletableFuture<String> thread = new CompletableFuture<>();
      channel.write(
          bytes("x"),
          0,
          null,
          new CompletionHandler<Integer, Object>() {
            @Override
            public void completed(Integer count, Object attachment) {
              thread.complete(Thread.currentThread().getName());
            }

            @Override
            public void failed(Throwable why, Object attachment) {
              thread.completeExceptionally(why);
            }
          });
      assertThat(thread.get(1, TimeUnit.MINUTES)).isEqualTo("mine");
    }
  }
}

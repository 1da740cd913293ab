package dev.byway.vfs.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A directory for a room to serve, and one for its state, removed with [#close].
final class Rooms implements AutoCloseable {
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path base;
  private final RoomMaker.Mode mode;

  private Rooms(Path base, RoomMaker.Mode mode) throws IOException {
    this.base = base;
    this.mode = mode;
    Files.createDirectory(exported());
    Files.createDirectory(state());
  }

  static Rooms onDisk(RoomMaker.Mode mode) throws IOException {
    assumeMode(mode);
    return new Rooms(Files.createTempDirectory("byway-local"), mode);
  }

  static Rooms inMemory(RoomMaker.Mode mode) throws IOException {
    assumeMode(mode);
    assumeTrue(Files.isWritable(MEMORY), "needs /dev/shm");
    return new Rooms(Files.createTempDirectory(MEMORY, "byway-local"), mode);
  }

  private static void assumeMode(RoomMaker.Mode mode) throws IOException {
    assumeTrue(
        mode == RoomMaker.Mode.AS_SELF || RoomMaker.Mode.strongest() == mode,
        "acting as the caller needs root");
  }

  Path exported() {
    return base.resolve("exported");
  }

  Path state() {
    return base.resolve("state");
  }

  LocalVfs open() throws IOException {
    return open(state());
  }

  LocalVfs open(@Nullable Path state) throws IOException {
    return RoomMaker.open(exported(), new LocalVfs.Options(state, false), mode);
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.walk(base)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

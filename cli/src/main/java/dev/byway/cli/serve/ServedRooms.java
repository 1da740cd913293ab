package dev.byway.cli.serve;

import dev.byway.server.export.RoomFactory;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// The kinds of rooms that the program can serve: a directory by its path, and `memory:`.
public final class ServedRooms implements RoomFactory {
  private final Consumer<String> notices;

  /// @param notices told, in sentences, what a room cannot do
  public ServedRooms(Consumer<String> notices) {
    this.notices = notices;
  }

  @Override
  public Vfs open(String room, Path state) throws IOException {
    if (room.startsWith("memory:")) {
      return new MemoryVfs();
    }
    Path directory = Path.of(room);
    if (!Files.exists(directory)) {
      throw new IOException(room + ": there is no such directory");
    }
    if (!Files.isDirectory(directory)) {
      throw new IOException(room + ": not a directory");
    }
    LocalVfs opened = LocalVfs.open(directory, LocalVfs.Options.DEFAULT.withStateDirectory(state));
    opened.limits().forEach(limit -> notices.accept(room + ": " + limit));
    return opened;
  }
}

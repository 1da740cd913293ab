package dev.byway.cli;

import dev.byway.base.ErrnoException;
import dev.byway.cli.room.Place;
import dev.byway.cli.room.Rooms;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Places like `one:/folder/file`: a room in memory for each scheme.
final class MemoryRooms implements Rooms.Opener {
  final Map<String, Vfs> rooms = new HashMap<>();

  @Override
  public Place open(String text) throws ErrnoException {
    int colon = text.indexOf(':');
    Vfs room = rooms.computeIfAbsent(text.substring(0, Math.max(colon, 0)), k -> new MemoryVfs());
    byte[] path = text.substring(colon + 1).getBytes(StandardCharsets.UTF_8);
    return new Place(text, room, Caller.ROOT, Place.parts(path));
  }

  @Override
  public void close() {
    rooms.values().forEach(Vfs::close);
  }
}

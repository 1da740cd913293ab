package dev.byway.client.status;

import dev.byway.vfs.Vfs;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What this process has mounted by `NfsMount` and not closed, for those who ask what it is doing.
public final class OpenRooms {
  private static final Map<Vfs, Room> OPEN = new ConcurrentHashMap<>();

  private OpenRooms() {}

  /// @param room the outermost of the rooms over a connection
  private record Room(String source, Instant since, Vfs room) {}

  /// @param source what people call it
  /// @param wire the room that speaks with the server
  public static void add(String source, Vfs wire) {
    OPEN.put(wire, new Room(source, Instant.now(), wire));
  }

  /// Another room before the one that was added as `wire`.
  ///
  /// @return `room`
  public static <T extends Vfs> T cover(Vfs wire, T room) {
    OPEN.computeIfPresent(wire, (key, open) -> new Room(open.source(), open.since(), room));
    return room;
  }

  public static void remove(Vfs wire) {
    OPEN.remove(wire);
  }

  /// The status of each, the oldest first.
  public static List<RoomStatus> status() {
    return OPEN.values().stream()
        .sorted(Comparator.comparing(Room::since))
        .map(open -> RoomStatus.of(open.source(), open.since(), open.room()))
        .toList();
  }
}

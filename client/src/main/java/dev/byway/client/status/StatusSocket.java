package dev.byway.client.status;

import dev.byway.net.control.ControlFolder;
import dev.byway.net.control.ControlSocket;
import dev.byway.net.control.ControlSocket.Answer;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Lets `byway status` show what this process has mounted: a UNIX socket in the user's runtime
/// folder, which nobody else but the superuser can reach. One for a process:
///
/// ```java
/// StatusSocket status = StatusSocket.open("my program");
/// ```
public final class StatusSocket implements AutoCloseable {
  private final ControlSocket socket;

  private StatusSocket(ControlSocket socket) {
    this.socket = socket;
  }

  /// @param program what people know this process by
  /// @throws IOException the runtime folder cannot be written, or is not this user's own
  public static StatusSocket open(String program) throws IOException {
    return open(program, Map::of);
  }

  /// @param more other things to tell: records, maps, collections, numbers and texts by name, asked
  ///     for each time; called by any thread
  public static StatusSocket open(String program, Supplier<Map<String, Object>> more)
      throws IOException {
    Instant started = Instant.now();
    Answer.Line status = () -> status(program, started, more);
    return new StatusSocket(new ControlSocket(ControlFolder.Kind.CLIENT, Map.of("status", status)));
  }

  private static String status(
      String program, Instant started, Supplier<Map<String, Object>> more) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("pid", ProcessHandle.current().pid());
    status.put("program", program);
    status.put("started", started);
    status.put("rooms", OpenRooms.status());
    status.putAll(more.get());
    return RecordJson.of(status);
  }

  /// `byway status` does not find this process any more.
  @Override
  public void close() throws IOException {
    socket.close();
  }
}

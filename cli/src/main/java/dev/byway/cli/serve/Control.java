package dev.byway.cli.serve;

import dev.byway.net.control.ControlFolder;
import dev.byway.net.control.ControlSocket;
import dev.byway.net.control.ControlSocket.Answer;
import dev.byway.server.NfsServer;
import java.io.IOException;
import java.util.Map;

/// The server's side of the control socket: `status` is answered by one line of JSON, `trace` by
/// one line for each call until the client goes, `reload` by `ok` or what was wrong.
public final class Control implements AutoCloseable {
  private final ControlSocket socket;

  /// Reads the configuration again.
  @FunctionalInterface
  public interface Reload {
    /// @return `ok`, or what was wrong, for a person
    String run();
  }

  public Control(NfsServer server, Reload reload) throws IOException {
    Tracing tracing = new Tracing(server);
    Answer.Line status = () -> StatusJson.of(server.status()).toString();
    Answer.Line reloaded = reload::run;
    socket =
        new ControlSocket(
            ControlFolder.Kind.CONTROL,
            Map.of("status", status, "reload", reloaded, "trace", tracing::stream));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

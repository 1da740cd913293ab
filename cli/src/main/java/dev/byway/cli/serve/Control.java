package dev.byway.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.byway.server.NfsServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// The server's side of the control socket. A client sends one line: `status` is answered by one
/// line of JSON, `trace` by one line for each call until the client goes, `reload` by `ok` or what
/// was wrong.
public final class Control implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Control.class.getName());

  /// Longest request line, in characters.
  private static final int REQUEST_MAX = 64;

  private final NfsServer server;
  private final Tracing tracing;
  private final Reload reload;
  private final ControlFolder folder;
  private final ServerSocketChannel socket;

  /// Reads the configuration again.
  @FunctionalInterface
  public interface Reload {
    /// @return `ok`, or what was wrong, for a person
    String run();
  }

  public Control(NfsServer server, ControlFolder folder, Reload reload) throws IOException {
    this.server = server;
    this.tracing = new Tracing(server);
    this.reload = reload;
    this.folder = folder;
    this.socket = folder.listen();
    Thread.ofVirtual().name("byway-control").start(this::accept);
  }

  private void accept() {
    while (socket.isOpen()) {
      try {
        SocketChannel client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "control socket", e);
        return;
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      OutputStream out = Channels.newOutputStream(client);
      var in = new BufferedReader(new InputStreamReader(Channels.newInputStream(client), UTF_8));
      char[] request = new char[REQUEST_MAX];
      int length = Math.max(0, in.read(request));
      switch (new String(request, 0, length).strip()) {
        case "status" -> line(out, StatusJson.of(server.status()).toString());
        case "reload" -> line(out, reload.run());
        case "trace" -> tracing.stream(out);
        default -> line(out, "not understood");
      }
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "control client went away", gone);
    }
  }

  private static void line(OutputStream out, String text) throws IOException {
    out.write((text + "\n").getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
    folder.remove();
  }
}

package dev.byway.net.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;

/// The side of a control socket that is asked. Whoever connects sends one line with the name of a
/// request, and gets what the answer to it writes.
public final class ControlSocket implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ControlSocket.class.getName());

  /// Longest request line, in characters.
  private static final int REQUEST_MAX = 64;

  private final ControlFolder folder;
  private final ControlFolder.Kind kind;
  private final Map<String, Answer> answers;
  private final ServerSocketChannel socket;

  /// What a request is answered with; called by a thread of its own for each.
  @FunctionalInterface
  public interface Answer {
    /// @throws IOException who asked is gone
    void to(OutputStream out) throws IOException;

    /// One line of text.
    interface Line extends Answer {
      String text() throws IOException;

      @Override
      default void to(OutputStream out) throws IOException {
        line(out, text());
      }
    }
  }

  /// Opens the socket of this process in its user's folder.
  ///
  /// @param answers by the name of the request
  public ControlSocket(ControlFolder.Kind kind, Map<String, Answer> answers) throws IOException {
    this.folder = ControlFolder.ofUser();
    this.kind = kind;
    this.answers = Map.copyOf(answers);
    this.socket = folder.listen(kind);
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
      Answer answer = answers.get(new String(request, 0, length).strip());
      if (answer == null) {
        line(out, "not understood");
      } else {
        answer.to(out);
      }
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "who asked went away", gone);
    }
  }

  private static void line(OutputStream out, String text) throws IOException {
    out.write((text + "\n").getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
    folder.remove(kind);
  }
}

package dev.byway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.byway.net.control.ControlFolder;
import dev.byway.net.control.ControlFolder.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A command that asks a running server of this user.
abstract class ServerCommand extends WithHelp {
  protected final Session session;

  @Option(names = "--pid", paramLabel = "PID", description = "Which server, when several run here.")
  private @Nullable Long pid;

  ServerCommand(Session session) {
    this.session = session;
  }

  /// The server's answer to one request, line by line as it comes.
  final BufferedReader ask(String request) throws IOException {
    SocketChannel channel = connect(server());
    channel.write(ByteBuffer.wrap((request + "\n").getBytes(UTF_8)));
    return new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), UTF_8));
  }

  private static SocketChannel connect(long pid) throws IOException {
    try {
      return ControlFolder.ofUser().connect(Kind.CONTROL, pid);
    } catch (IOException e) {
      List<Long> servers = ControlFolder.ofUser().processes(Kind.CONTROL);
      throw new Failure(
          "process "
              + pid
              + " is no server of this user; "
              + (servers.isEmpty() ? "none runs here" : "those that run here: " + servers),
          e);
    }
  }

  /// The process that was asked for, if one was.
  final @Nullable Long pid() {
    return pid;
  }

  private long server() throws IOException {
    if (pid != null) {
      return pid;
    }
    List<Long> servers = ControlFolder.ofUser().processes(Kind.CONTROL);
    if (servers.isEmpty()) {
      throw new Failure("no server of this user runs here. Start one with: byway serve DIR");
    }
    if (servers.size() > 1) {
      throw new Failure("several servers run here: choose one with --pid, of " + servers);
    }
    return servers.getFirst();
  }
}

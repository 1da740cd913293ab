package dev.byway.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.byway.cli.clients.ClientProcesses;
import dev.byway.cli.clients.ClientText;
import dev.byway.cli.serve.StatusText;
import dev.byway.net.control.ControlFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    description = {
      "Shows a running server: exports, clients and which road each uses, what was lent or why not,"
          + " operations and their latencies; and the processes here that use rooms of servers"
          + " (mounts, copies, programs that let themselves be asked): their roads and caches.",
      ""
    })
final class Status extends ServerCommand implements Callable<Integer> {
  private static final String CLEAR = "\033[H\033[2J";
  private static final Duration PERIOD = Duration.ofSeconds(1);

  @Option(names = "--json", description = "One line of JSON.")
  private boolean json;

  @Option(names = "--watch", description = "Again every second, until interrupted.")
  private boolean watch;

  Status(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    show();
    while (watch) {
      Thread.sleep(PERIOD);
      show();
    }
    return 0;
  }

  private void show() throws IOException {
    List<JsonObject> clients = clients();
    JsonObject server = server(clients);
    if (json) {
      session.out().println(json(server, clients));
    } else {
      StringBuilder text = new StringBuilder(watch ? CLEAR : "");
      if (server != null) {
        text.append(StatusText.of(server));
      }
      for (JsonObject client : clients) {
        text.append(text.isEmpty() ? "" : "\n").append(ClientText.of(client));
      }
      session.out().print(text);
    }
    session.out().flush();
  }

  /// Those that use rooms: the one that was asked for, all when none was.
  private List<JsonObject> clients() throws IOException {
    Long asked = pid();
    return ClientProcesses.status().stream()
        .filter(client -> asked == null || client.get("pid").getAsLong() == asked)
        .toList();
  }

  /// The server that was asked for, or the only one. Where there is none, clients will do.
  private @Nullable JsonObject server(List<JsonObject> clients) throws IOException {
    boolean none = ControlFolder.ofUser().processes(ControlFolder.Kind.CONTROL).isEmpty();
    boolean clientMeant = pid() != null && !clients.isEmpty();
    if (clientMeant || (pid() == null && none && !clients.isEmpty())) {
      return null;
    }
    try (BufferedReader answer = ask("status")) {
      @Nullable String line = answer.readLine();
      if (line == null) {
        throw new Failure("the server went away");
      }
      return JsonParser.parseString(line).getAsJsonObject();
    }
  }

  private JsonObject json(@Nullable JsonObject server, List<JsonObject> clients) {
    if (pid() != null) {
      return server != null ? server : clients.getFirst();
    }
    JsonObject all = server != null ? server : new JsonObject();
    JsonArray array = new JsonArray();
    clients.forEach(array::add);
    all.add("client_processes", array);
    return all;
  }
}

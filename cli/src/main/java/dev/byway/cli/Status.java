package dev.byway.cli;

import com.google.gson.JsonParser;
import dev.byway.cli.serve.StatusText;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    description = {
      "Shows a running server: exports, clients and which road each uses, what was lent or why not,"
          + " operations and their latencies.",
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
    String line = answer();
    if (json) {
      session.out().println(line);
    } else {
      String text = StatusText.of(JsonParser.parseString(line).getAsJsonObject());
      session.out().print(watch ? CLEAR + text : text);
    }
    session.out().flush();
  }

  private String answer() throws IOException {
    try (BufferedReader answer = ask("status")) {
      @Nullable String line = answer.readLine();
      if (line == null) {
        throw new Failure("the server went away");
      }
      return line;
    }
  }
}

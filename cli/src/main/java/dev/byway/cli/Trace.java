package dev.byway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "trace",
    description = {
      "Shows the calls of a running server, one a line: time, client, xid, operation, arguments,"
          + " status, duration, and whether the connection's thread (inline), a worker or the"
          + " replay cache answered.",
      ""
    },
    footer = {
      "",
      "Example: byway trace --operation READ,WRITE --errors",
      "A program on the byway reads and writes without calls: that is the point of it."
    })
final class Trace extends ServerCommand implements Callable<Integer> {
  private static final int CLIENT = 1;
  private static final int OPERATION = 3;

  @Option(names = "--client", paramLabel = "ADDRESS", description = "Only calls from there.")
  private @Nullable String client;

  @Option(
      names = "--operation",
      split = ",",
      paramLabel = "NAME",
      description = "Only these operations, as READ,WRITE.")
  private List<String> operations = new ArrayList<>();

  @Option(
      names = "--match",
      paramLabel = "TEXT",
      description = "Only lines with this text: a name, or a file as fh:01234567.")
  private @Nullable String match;

  @Option(names = "--errors", description = "Only calls that failed.")
  private boolean errors;

  @Option(names = "--count", paramLabel = "N", description = "End after so many lines.")
  private long count = Long.MAX_VALUE;

  Trace(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws IOException {
    operations.replaceAll(name -> name.toUpperCase(Locale.ROOT));
    long shown = 0;
    try (BufferedReader lines = ask("trace")) {
      for (String line = lines.readLine(); line != null && shown < count; line = lines.readLine()) {
        if (!line.isEmpty() && wanted(line)) {
          session.out().println(line);
          session.out().flush();
          shown++;
        }
      }
    }
    return 0;
  }

  private boolean wanted(String line) {
    String[] words = line.split(" ", OPERATION + 2);
    if (words.length <= OPERATION) {
      return true;
    }
    return (client == null || words[CLIENT].startsWith(client + ":"))
        && (operations.isEmpty() || operations.contains(words[OPERATION]))
        && (match == null || line.contains(match))
        && (!errors || !line.contains("-> ok "));
  }
}

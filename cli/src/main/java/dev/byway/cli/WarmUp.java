package dev.byway.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Does a little of everything, so that the launcher's ahead-of-time cache holds the classes that
/// every start needs.
@Command(name = "warm-up", hidden = true, description = "Fills the launcher's start-up cache.")
final class WarmUp extends WithHelp implements Callable<Integer> {
  private final Session session;

  WarmUp(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CommandLine program = Commands.complete(session);
    program.setOut(new PrintWriter(Writer.nullWriter()));
    program.execute("--help");
    for (CommandLine command : program.getSubcommands().values()) {
      command.usage(new PrintWriter(Writer.nullWriter()));
    }
    return 0;
  }
}

package dev.byway.cli;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.cli.room.TreeRemove;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rm",
    description = {"Removes files, and with -r directories and all in them.", ""})
final class Rm extends RoomCommand {
  @Parameters(paramLabel = "ROOM", arity = "1..*", description = "What to remove.")
  private List<String> places = List.of();

  @Option(
      names = {"-r", "-R", "--recursive"},
      description = "Directories too. Links are removed, not followed.")
  private boolean recursive;

  @Option(
      names = {"-f", "--force"},
      description = "What is not there is no failure.")
  private boolean force;

  Rm(Session session) {
    super(session);
  }

  @Override
  void run() {
    TreeRemove remove = new TreeRemove(recursive, this::failed);
    each(places, remove::remove);
  }

  private void failed(String text, Exception e) {
    boolean gone = e instanceof ErrnoException errno && errno.errno() == Errno.ENOENT;
    if (!(force && gone)) {
      complain(text, e);
    }
  }
}

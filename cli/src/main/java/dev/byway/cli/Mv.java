package dev.byway.cli;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.cli.room.FileCopy;
import dev.byway.cli.room.Place;
import dev.byway.cli.room.TreeCopy;
import dev.byway.cli.room.TreeRemove;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "mv",
    description = {
      "Renames, or moves into a directory.",
      "",
      "Between rooms it copies as cp -rp does, and removes the old when all of the new is there.",
      ""
    })
final class Mv extends RoomCommand {
  @Parameters(
      paramLabel = "ROOM",
      arity = "2..*",
      description = "What to move, and last where to: a new name, or a directory to put it in.")
  private List<String> places = List.of();

  Mv(Session session) {
    super(session);
  }

  @Override
  void run() throws IOException {
    List<String> sources = places.subList(0, places.size() - 1);
    Place to = open(places.getLast());
    boolean into = to.isDirectory();
    if (!into && sources.size() > 1) {
      throw misuse(
          "several things can only be moved into a directory, and " + to.text() + " is none");
    }
    each(sources, from -> move(from, into ? to.child(from.name()) : to));
  }

  private void move(Place from, Place to) throws IOException {
    try {
      if (from.vfs() == to.vfs()) {
        from.vfs().rename(from.caller(), from.directory(), from.name(), to.directory(), to.name());
        return;
      }
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EXDEV) {
        throw e;
      }
    }
    from.findItself();
    AtomicBoolean complete = new AtomicBoolean(true);
    try (var progress = new Progress(session.err(), session.terminal());
        var files = new FileCopy(progress, true)) {
      new TreeCopy(
              files,
              true,
              true,
              (text, e) -> {
                complete.set(false);
                complain(text, e);
              })
          .copy(from, to);
    }
    if (complete.get()) {
      new TreeRemove(true, this::complain).remove(from);
    }
  }
}

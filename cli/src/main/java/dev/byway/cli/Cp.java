package dev.byway.cli;

import dev.byway.base.ErrnoException;
import dev.byway.cli.room.FileCopy;
import dev.byway.cli.room.Place;
import dev.byway.cli.room.TreeCopy;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cp",
    description = {
      "Copies files and trees, within a room or from any room to any other.",
      "",
      "A file gets its name when all of it is on stable storage: a copy that is interrupted"
          + " leaves no half file under the final name, and can be repeated.",
      ""
    },
    footer = {"", "Example: byway cp -r ./photos nfs://server/export/photos"})
final class Cp extends RoomCommand {
  @Parameters(
      paramLabel = "ROOM",
      arity = "2..*",
      description = "What to copy, and last where to: a new name, or a directory to put it in.")
  private List<String> places = List.of();

  @Option(
      names = {"-r", "-R", "--recursive"},
      description = "Directories too, with all in them; links and special files as such.")
  private boolean recursive;

  @Option(
      names = {"-p", "--preserve"},
      description = "Keep times, and owner and group where allowed.")
  private boolean preserve;

  @Option(names = "--no-progress", description = "No progress on a terminal.")
  private boolean quiet;

  Cp(Session session) {
    super(session);
  }

  @Override
  void run() throws IOException {
    List<String> sources = places.subList(0, places.size() - 1);
    Place to = open(places.getLast());
    boolean into = isDirectory(to);
    if (!into && sources.size() > 1) {
      throw misuse(
          "several things can only be copied into a directory, and " + to.text() + " is none");
    }
    try (var _ = Asked.open("byway cp " + String.join(" ", places));
        var progress = new Progress(session.err(), session.terminal() && !quiet);
        var files = new FileCopy(progress, preserve)) {
      TreeCopy copy = new TreeCopy(files, recursive, preserve, this::complain);
      each(sources, from -> copy.copy(from, into ? to.child(from.name()) : to));
    }
  }

  private static boolean isDirectory(Place place) throws IOException {
    try {
      return place.isDirectory();
    } catch (ErrnoException e) {
      throw Failure.of(place.text(), e);
    }
  }
}

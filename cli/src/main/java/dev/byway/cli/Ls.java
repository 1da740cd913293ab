package dev.byway.cli;

import dev.byway.base.ErrnoException;
import dev.byway.cli.room.Listing;
import dev.byway.cli.room.Place;
import dev.byway.cli.room.Show;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "ls",
    description = {"Lists directories, and files themselves.", ""},
    footer = {
      "",
      "Bytes of names that are not UTF-8 are shown as \\xNN.",
      "Example: byway ls -l nfs://server/export/folder"
    })
final class Ls extends RoomCommand {
  private static final String ROW = "%s %3s %6s %6s %12s %s %s%n";

  @Parameters(paramLabel = "ROOM", arity = "0..*", description = "What to list; else here.")
  private List<String> places = new ArrayList<>();

  @Option(names = "-l", description = "Also type, mode, links, owner, group, size and time.")
  private boolean detailed;

  @Option(
      names = {"-a", "--all"},
      description = "Also names that start with a dot.")
  private boolean all;

  @Option(
      names = {"-d", "--directory"},
      description = "Directories themselves, not what is in them.")
  private boolean directory;

  @Option(
      names = {"-U", "--unsorted"},
      description = "In the order of the room, as they come: for very large directories.")
  private boolean unsorted;

  @Option(names = "--human", description = "Sizes with K, M, G.")
  private boolean human;

  Ls(Session session) {
    super(session);
  }

  @Override
  void run() {
    List<String> texts = places.isEmpty() ? List.of(".") : places;
    each(texts, place -> list(place, texts.size() > 1));
  }

  private void list(Place place, boolean titled) throws IOException {
    Entry entry = detailed || directory ? place.findItself() : place.find();
    if (entry.attributes().type() == FileType.SYMLINK && place.isDirectory() && !directory) {
      list(place.followed(), titled, place.find());
      return;
    }
    list(detailed || directory ? place : place.followed(), titled, entry);
  }

  private void list(Place place, boolean titled, Entry entry) throws IOException {
    if (directory || !entry.attributes().isDirectory()) {
      line(place, place.text(), entry);
      return;
    }
    if (titled) {
      session.out().println(place.text() + ":");
    }
    if (unsorted) {
      Listing.stream(place.vfs(), place.caller(), entry.node(), item -> item(place, item));
    } else {
      for (Listing.Item item : Listing.sorted(place.vfs(), place.caller(), entry.node())) {
        item(place, item);
      }
    }
  }

  private void item(Place directory, Listing.Item item) throws ErrnoException {
    if (all || item.name().unsafeBytes()[0] != '.') {
      line(directory, Show.name(item.name()), item.entry());
    }
  }

  private void line(Place place, String shown, @Nullable Entry entry) throws ErrnoException {
    if (!detailed) {
      session.out().println(shown);
      return;
    }
    if (entry == null) {
      session.out().printf(ROW, "??????????", "?", "?", "?", "?", "?", shown);
      return;
    }
    Attributes attributes = entry.attributes();
    String target =
        attributes.type() == FileType.SYMLINK
            ? " -> " + Show.bytes(place.vfs().readlink(place.caller(), entry.node()))
            : "";
    session
        .out()
        .printf(
            ROW,
            Show.mode(attributes),
            Integer.toUnsignedString(attributes.nlink()),
            Integer.toUnsignedString(attributes.uid()),
            Integer.toUnsignedString(attributes.gid()),
            Show.size(attributes, human),
            Show.time(attributes.mtime()),
            shown + target);
  }
}

package dev.byway.cli;

import dev.byway.base.ErrnoException;
import dev.byway.cli.room.Listing;
import dev.byway.cli.room.Place;
import dev.byway.cli.room.Show;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tree",
    description = {"Draws directories with all below them.", ""})
final class Tree extends RoomCommand {
  @Parameters(paramLabel = "ROOM", arity = "0..*", description = "Where to start; else here.")
  private List<String> places = List.of();

  @Option(
      names = {"-L", "--level"},
      paramLabel = "N",
      description = "At most so many levels deep.")
  private int levels = Integer.MAX_VALUE;

  @Option(
      names = {"-a", "--all"},
      description = "Also names that start with a dot.")
  private boolean all;

  private int directories;
  private int files;

  Tree(Session session) {
    super(session);
  }

  @Override
  void run() {
    if (levels < 1) {
      throw misuse("--level is at least 1");
    }
    each(places.isEmpty() ? List.of(".") : places, this::draw);
    session.out().println();
    session
        .out()
        .println(
            counted(directories, "director", "y", "ies") + ", " + counted(files, "file", "", "s"));
  }

  private static String counted(int count, String noun, String one, String many) {
    return count + " " + noun + (count == 1 ? one : many);
  }

  private void draw(Place named) throws IOException {
    Place place = named.followed();
    Entry entry = place.find();
    session.out().println(place.text());
    if (entry.attributes().isDirectory()) {
      below(place, entry, "", 1);
    }
  }

  private void below(Place place, Entry directory, String indent, int level) throws ErrnoException {
    List<Listing.Item> items = new ArrayList<>();
    for (Listing.Item item : Listing.sorted(place.vfs(), place.caller(), directory.node())) {
      if (all || item.name().unsafeBytes()[0] != '.') {
        items.add(item);
      }
    }
    for (Listing.Item item : items) {
      boolean last = item == items.getLast();
      session.out().println(indent + (last ? "└── " : "├── ") + shown(place, item));
      Entry entry = item.entry();
      if (entry == null || !entry.attributes().isDirectory()) {
        files++;
        continue;
      }
      directories++;
      if (level < levels) {
        Place child = place.child(item.name());
        try {
          below(child, entry, indent + (last ? "    " : "│   "), level + 1);
        } catch (ErrnoException e) {
          complain(child.text(), e);
        }
      }
    }
  }

  private static String shown(Place place, Listing.Item item) throws ErrnoException {
    String name = Show.name(item.name());
    Entry entry = item.entry();
    return entry != null && entry.attributes().type() == FileType.SYMLINK
        ? name + " -> " + Show.bytes(place.vfs().readlink(place.caller(), entry.node()))
        : name;
  }
}

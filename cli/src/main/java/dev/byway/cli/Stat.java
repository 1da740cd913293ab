package dev.byway.cli;

import dev.byway.cli.room.Place;
import dev.byway.cli.room.Show;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Entry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "stat",
    description = {"Shows all attributes of files and directories.", ""})
final class Stat extends RoomCommand {
  @Parameters(paramLabel = "ROOM", arity = "1..*", description = "What to show.")
  private List<String> places = List.of();

  @Option(
      names = {"-L", "--dereference"},
      description = "What a symbolic link leads to, not the link.")
  private boolean follow;

  Stat(Session session) {
    super(session);
  }

  @Override
  void run() {
    each(places, this::show);
  }

  private void show(Place place) throws IOException {
    Entry entry = follow ? place.find() : place.findItself();
    Attributes a = entry.attributes();
    PrintWriter out = session.out();
    out.println("  name  " + place.text());
    out.println("  type  " + Show.type(a.type()));
    out.println("  size  " + Show.size(a, false) + " (" + Show.human(a.used()) + " on disk)");
    out.printf("  mode  %04o %s%n", a.mode(), Show.mode(a));
    out.println(
        " owner  " + Integer.toUnsignedString(a.uid()) + ":" + Integer.toUnsignedString(a.gid()));
    out.println(" links  " + Integer.toUnsignedString(a.nlink()));
    out.printf(" inode  %s on %x%n", Long.toUnsignedString(a.fileid()), a.fsid());
    out.println("access  " + Show.exactTime(a.atime()));
    out.println("modify  " + Show.exactTime(a.mtime()));
    out.println("change  " + Show.exactTime(a.ctime()));
  }
}

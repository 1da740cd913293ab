package dev.byway.cli;

import dev.byway.cli.room.Place;
import dev.byway.cli.room.Show;
import dev.byway.vfs.FsStat;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "df",
    description = {"Shows how full file systems are.", ""})
final class Df extends RoomCommand {
  private static final String ROW = "%12s %12s %12s %4s  %s%n";

  @Parameters(paramLabel = "ROOM", arity = "0..*", description = "Places in them; else here.")
  private List<String> places = List.of();

  @Option(
      names = {"-i", "--inodes"},
      description = "Files instead of bytes.")
  private boolean inodes;

  @Option(names = "--bytes", description = "Sizes in bytes, not with K, M, G.")
  private boolean bytes;

  Df(Session session) {
    super(session);
  }

  @Override
  void run() {
    session.out().printf(ROW, inodes ? "files" : "size", "used", "available", "use", "place");
    each(places.isEmpty() ? List.of(".") : places, this::show);
  }

  private void show(Place named) throws IOException {
    Place place = named.followed();
    FsStat stat = place.vfs().statfs(place.caller(), place.find().node());
    long total = inodes ? stat.totalFiles() : stat.totalBytes();
    long free = inodes ? stat.freeFiles() : stat.freeBytes();
    long available = inodes ? stat.availableFiles() : stat.availableBytes();
    long used = total - free;
    long share = used + available == 0 ? 0 : Math.ceilDiv(used * 100, used + available);
    session
        .out()
        .printf(ROW, shown(total), shown(used), shown(available), share + "%", place.text());
  }

  private String shown(long value) {
    return bytes || inodes ? Long.toUnsignedString(value) : Show.human(value);
  }
}

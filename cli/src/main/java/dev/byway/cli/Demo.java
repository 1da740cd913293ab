package dev.byway.cli;

import dev.byway.bench.Plan;
import dev.byway.bench.RoadBench;
import dev.byway.cli.room.FileCopy;
import dev.byway.cli.room.Place;
import dev.byway.cli.room.Rooms;
import dev.byway.cli.room.Show;
import dev.byway.cli.room.TreeCopy;
import dev.byway.client.localio.LocalioVfs;
import dev.byway.vfs.Name;
import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = {
      "Shows it all in under a minute: serves a temporary tree from one process, uses it from"
          + " another over the wire and over the byway, compares every byte, and measures.",
      "",
      "Needs no root and touches nothing but its own temporary directory.",
      ""
    })
final class Demo extends WithHelp implements Callable<Integer> {
  private static final int FOLDERS = 10;
  private static final int FILES = 20;
  private static final int FILE_MAX = 300_000;
  private static final long LARGE = 64 << 20;
  private static final String LARGE_NAME = "large";

  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "0.25",
      description = "For each road in each cell of the table. Default: ${DEFAULT-VALUE}.")
  private double seconds = 0.25;

  Demo(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Plan plan = plan();
    try (Scratch scratch = Scratch.in(null)) {
      Path served = Files.createDirectory(scratch.path().resolve("served"));
      makeTree(served.resolve("tree"));
      RoadBench.prepare(served.resolve(LARGE_NAME), LARGE);
      try (ServerChild server = ServerChild.start(served, scratch.path());
          Roads roads = new Roads(NfsRooms.url(server.url()), LARGE_NAME)) {
        say("process " + server.pid() + " serves " + server.url());
        say("process " + Bench.self() + " uses it");
        roundTrip("wire", roads.wire(), roads, scratch.path(), served);
        roundTrip("byway", roads.byway(), roads, scratch.path(), served);
        reportRoads(roads.byway());
        List<Long> processes = List.of(server.pid(), Bench.self());
        Bench.measure(session, plan, served.resolve(LARGE_NAME), roads, processes, false);
      }
    }
    return 0;
  }

  private Plan plan() {
    try {
      return Plan.table(Bench.cell(seconds), LARGE, List.of(1, 16), 8);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private static void makeTree(Path root) throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < FOLDERS; i++) {
      Path folder = Files.createDirectories(root.resolve("folder" + i).resolve("deeper"));
      for (int j = 0; j < FILES; j++) {
        byte[] content = new byte[random.nextInt(FILE_MAX)];
        random.nextBytes(content);
        Files.write(folder.resolve("file" + j), content);
      }
    }
    Files.createSymbolicLink(root.resolve("link"), Path.of("folder0/deeper/file0"));
  }

  /// Fetches the tree and the large file, sends the tree back under another name, and compares all
  /// with the originals on the disk.
  private void roundTrip(String road, Vfs room, Roads roads, Path scratch, Path served)
      throws IOException {
    Path fetched = Files.createDirectory(scratch.resolve("by-" + road));
    LongAdder bytes = new LongAdder();
    long start = System.nanoTime();
    try (LocalRooms local = new LocalRooms();
        FileCopy files = new FileCopy(bytes::add, false)) {
      TreeCopy copy =
          new TreeCopy(
              files,
              true,
              false,
              (what, e) -> {
                throw new Failure(Rooms.complaint(what, e), e);
              });
      for (String name : List.of("tree", LARGE_NAME)) {
        copy.copy(place(room, roads, name), local.open(fetched.resolve(name).toString()));
      }
      copy.copy(local.open(fetched.resolve("tree").toString()), place(room, roads, "back-" + road));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    compare(served.resolve("tree"), fetched.resolve("tree"));
    compare(served.resolve("tree"), served.resolve("back-" + road));
    same(served.resolve(LARGE_NAME), fetched.resolve(LARGE_NAME));
    say(
        String.format(
            "%-5s  %s there and back in %.1f s, every byte compared",
            road, Show.human(bytes.sum()), seconds));
  }

  private static Place place(Vfs room, Roads roads, String name) throws IOException {
    return new Place(name, room, roads.caller(), List.of(Name.of(name)));
  }

  private void reportRoads(LocalioVfs byway) {
    var calls = byway.report().calls();
    say(
        "byway  took "
            + calls.byway()
            + " reads and writes beside the wire, "
            + calls.wire()
            + " over it ("
            + byway.report().reason()
            + ")");
  }

  private static void compare(Path one, Path other) throws IOException {
    try (Stream<Path> all = Files.walk(one)) {
      for (Path path : all.toList()) {
        Path twin = other.resolve(one.relativize(path).toString());
        if (Files.isSymbolicLink(path)) {
          check(Files.readSymbolicLink(path).equals(Files.readSymbolicLink(twin)), twin);
        } else if (Files.isDirectory(path)) {
          check(Files.isDirectory(twin), twin);
        } else {
          same(path, twin);
        }
      }
    }
  }

  private static void same(Path one, Path other) throws IOException {
    check(Files.mismatch(one, other) < 0, other);
  }

  private static void check(boolean good, Path path) {
    if (!good) {
      throw new Failure(path + " differs from its original");
    }
  }

  private void say(String text) {
    session.out().println(text);
    session.out().flush();
  }
}

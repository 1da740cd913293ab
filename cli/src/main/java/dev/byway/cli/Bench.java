package dev.byway.cli;

import com.google.gson.JsonArray;
import dev.byway.bench.BusyWorkers;
import dev.byway.bench.DistanceBench;
import dev.byway.bench.DistancePicture;
import dev.byway.bench.Operation;
import dev.byway.bench.Plan;
import dev.byway.bench.Road;
import dev.byway.bench.RoadBench;
import dev.byway.bench.RoadTable;
import dev.byway.bench.Row;
import dev.byway.cli.room.Sizes;
import dev.byway.client.NfsUrl;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Name;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    description = {
      "Measures the roads to one file, in turn: raw (this program on the file itself), byway (lent"
          + " by a server in another process), wire (RPC to that server).",
      "",
      "4 KiB and 128 KiB, read and write, random and sequential. The file is in the page cache.",
      ""
    },
    footer = {
      "",
      "With a URL there is no raw road, and localio=off leaves the wire alone.",
      "JSON: road, op, block, threads, depth, ops_per_second, mib_per_second, p50_us, p99_us,",
      "cpu_us_per_op (client and, where it is known, server together)."
    })
final class Bench extends WithHelp implements Callable<Integer> {
  /// What programs that copy files ask for at once.
  private static final int DISTANCE_BLOCK = 64 << 10;

  private static final String FILE = "byway-bench.data";

  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "DIR|URL",
      arity = "0..1",
      description = "Where to put the file; else among this machine's temporary files.")
  private @Nullable String place;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "2",
      description = "For each road in each cell. Default: ${DEFAULT-VALUE}.")
  private double seconds = 2;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "256M",
      description = "Of the file, with K, M or G. Default: ${DEFAULT-VALUE}.")
  private String size = "256M";

  @Option(
      names = "--op",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "randread,randwrite,read,write",
      description = "Default: ${DEFAULT-VALUE}.")
  private List<String> operations = List.of();

  @Option(
      names = "--block",
      paramLabel = "BYTES",
      split = ",",
      defaultValue = "4K,128K",
      description = "Of one operation. Default: ${DEFAULT-VALUE}.")
  private List<String> blocks = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,16",
      description = "Default: ${DEFAULT-VALUE}.")
  private List<Integer> threads = List.of(1, 16);

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "Requests that a thread keeps under way on the wire. Default: ${DEFAULT-VALUE}.")
  private int depth = 8;

  @Option(
      names = "--busy-workers",
      description =
          "Instead: how long a GETATTR takes while all workers of a server wait for a slow disk.")
  private boolean busyWorkers;

  @Option(
      names = "--distance",
      description =
          "Instead: reading and writing from start to end, over lines with round trips of 0, 0.2,"
              + " 1 and 5 ms, without cache and with 0, 1, 4 and 16 workers of the cache.")
  private boolean distance;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "With --distance: draw the table, too, as SVG.")
  private @Nullable Path picture;

  @Option(
      names = "--cached",
      description =
          "Two more roads: the wire through the client's cache, and a plain copy in memory.")
  private boolean cached;

  @Option(names = "--json", description = "One array of objects, instead of the table.")
  private boolean json;

  Bench(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var _ = Asked.open("byway bench")) {
      measure();
    }
    return 0;
  }

  private void measure() throws IOException, InterruptedException {
    Plan plan = plan();
    String where = place;
    if (picture != null && !distance) {
      throw wrong("--picture goes with --distance");
    }
    if (busyWorkers) {
      session.out().print(BusyWorkers.measure(plan.cell()));
      return;
    }
    if (where != null && NfsUrl.isNfsUrl(where)) {
      remote(plan, NfsRooms.url(where));
      return;
    }
    try (Scratch scratch = Scratch.in(where == null ? null : Path.of(where))) {
      Path served = Files.createDirectory(scratch.path().resolve("served"));
      RoadBench.prepare(served.resolve(FILE), plan.size());
      if (distance) {
        try (ServerChild server = ServerChild.start(served, scratch.path())) {
          distance(plan, NfsRooms.url(server.url()));
        }
        return;
      }
      try (ServerChild server = ServerChild.start(served, scratch.path());
          Roads roads = new Roads(NfsRooms.url(server.url()), FILE, cached)) {
        Path file = served.resolve(FILE);
        measure(session, plan, file, roads, List.of(server.pid(), self()), json);
      }
    }
  }

  private void distance(Plan plan, NfsUrl url) throws IOException {
    var wanted =
        new DistanceBench.Plan(
            Stream.of(0, 200, 1000, 5000).map(each -> Duration.ofNanos(each * 1000L)).toList(),
            List.of(0, 1, 4, 16),
            DISTANCE_BLOCK,
            plan.size(),
            plan.cell());
    List<DistanceBench.Rate> rates =
        new DistanceBench(url, Name.of(FILE), LocalRooms.self(), wanted)
            .run(
                line -> {
                  session.out().println(line);
                  session.out().flush();
                });
    if (picture != null) {
      Files.writeString(picture, DistancePicture.svg(rates));
    }
  }

  private Plan plan() {
    try {
      return new Plan(
          cell(seconds),
          Sizes.parse(size),
          operations.stream().map(Operation::of).toList(),
          blocks.stream().map(block -> Math.toIntExact(Sizes.parse(block))).toList(),
          threads,
          depth);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String why) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), why);
  }

  static Duration cell(double seconds) {
    return Duration.ofNanos((long) (seconds * Duration.ofSeconds(1).toNanos()));
  }

  private void remote(Plan plan, NfsUrl url) throws IOException, InterruptedException {
    try (Roads roads = new Roads(url, FILE, cached)) {
      fill(roads, plan.size());
      try {
        measure(session, plan, null, roads, List.of(self()), json);
      } finally {
        roads.wire().unlink(roads.caller(), roads.wire().root(), Name.of(FILE));
      }
    }
  }

  private static void fill(Roads roads, long size) throws IOException {
    var room = roads.wire();
    var how = new CreateHow.Unchecked(SetAttributes.ofMode(0600).withSize(0L));
    var made = room.create(roads.caller(), room.root(), Name.of(FILE), how, OpenHow.WRITE);
    try (OpenFile file = Objects.requireNonNull(made.file())) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
      for (long at = 0; at < size; ) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), size - at));
        at += file.write(roads.caller(), buffer, at, Stability.UNSTABLE).count();
      }
    }
  }

  static long self() {
    return ProcessHandle.current().pid();
  }

  /// Measures, and prints the table as it grows or the array at the end.
  static void measure(
      Session session,
      Plan plan,
      @Nullable Path file,
      Roads roads,
      List<Long> processes,
      boolean json)
      throws IOException, InterruptedException {
    List<Road> all = roads.all(file);
    session.err().println("roads: " + roads.road());
    session.err().flush();
    if (!json) {
      session.out().println(RoadTable.heading(all.stream().map(Road::name).toList()));
      session.out().flush();
    }
    List<Row> rows =
        new RoadBench(plan, file, all, processes)
            .run(
                cell -> {
                  if (!json) {
                    session.out().println(RoadTable.line(cell));
                    session.out().flush();
                  }
                });
    if (json) {
      JsonArray array = new JsonArray();
      rows.forEach(row -> array.add(row.toJson()));
      session.out().println(array);
    }
  }
}

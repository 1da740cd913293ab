package dev.byway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// The table of the Linux LOCALIO document: the same operations on the same file by several roads.
///
/// The roads take turns within each cell, round by round, so that what else happens on the machine
/// meets all of them; a cell's rate is the median of its rounds.
public final class RoadBench {
  private static final int ROUNDS = 15;
  private static final long WARM_UP_NANOS = 300_000_000;

  private final Plan plan;
  private final @Nullable Path file;
  private final List<Road> roads;
  private final Collection<Long> pids;

  /// @param file the file that the roads lead to, made by [#prepare]; null when it is on no disk of
  ///     this machine
  /// @param pids the processes whose processor time counts, client and server
  public RoadBench(Plan plan, @Nullable Path file, List<Road> roads, Collection<Long> pids) {
    this.plan = plan;
    this.file = file;
    this.roads = List.copyOf(roads);
    this.pids = List.copyOf(pids);
  }

  /// Writes a file of the plan's size, without holes.
  public static void prepare(Path file, long size) throws IOException {
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (long done = 0; done < size; done += noise.length) {
        channel.write(ByteBuffer.wrap(noise, 0, (int) Math.min(noise.length, size - done)));
      }
    }
  }

  /// Measures every cell.
  ///
  /// @param progress gets the rows of a cell when it is done
  public List<Row> run(Consumer<List<Row>> progress) throws IOException, InterruptedException {
    var rows = new ArrayList<Row>();
    for (int threads : plan.threads()) {
      var runs = new ArrayList<Run>();
      try {
        for (Road road : roads) {
          runs.add(new Run(road, threads, plan.depth(), plan.size()));
        }
        for (int block : plan.blocks()) {
          for (Operation operation : plan.operations()) {
            List<Row> cell = cell(runs, operation, block, threads);
            progress.accept(cell);
            rows.addAll(cell);
          }
        }
      } finally {
        runs.forEach(Run::close);
      }
    }
    return rows;
  }

  private List<Row> cell(List<Run> runs, Operation operation, int block, int threads)
      throws IOException, InterruptedException {
    readIn();
    int count = runs.size();
    var rates = new double[count][ROUNDS];
    var processor = new double[count];
    var latencies = new ArrayList<Histogram>();
    long warmUp = Math.min(WARM_UP_NANOS, plan.cell().toNanos());
    for (Run run : runs) {
      latencies.add(new Histogram(60_000_000_000L, 2));
      run.drive(operation, block, warmUp, new Histogram(60_000_000_000L, 2));
    }
    long nanos = plan.cell().toNanos() / ROUNDS;
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < count; i++) {
        double before = ProcessorTime.of(pids);
        rates[i][round] = runs.get(i).drive(operation, block, nanos, latencies.get(i));
        processor[i] += ProcessorTime.of(pids) - before;
      }
    }
    var rows = new ArrayList<Row>();
    for (int i = 0; i < count; i++) {
      Histogram histogram = latencies.get(i);
      rows.add(
          new Row(
              roads.get(i).name(),
              operation,
              block,
              threads,
              plan.depth(),
              median(rates[i]),
              histogram.getValueAtPercentile(50) / 1e3,
              histogram.getValueAtPercentile(99) / 1e3,
              processor[i] * 1e6 / histogram.getTotalCount()));
    }
    return rows;
  }

  /// Brings the file into the page cache: the kernel may have dropped pages of an idle file.
  private void readIn() throws IOException {
    if (file == null) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(buffer.clear()) > 0) {
        // the reading itself is what it is for
      }
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

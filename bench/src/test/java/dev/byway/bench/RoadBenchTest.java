package dev.byway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoadBenchTest {
  private static final long SIZE = 4 << 20;

  @TempDir Path folder;

  @Test
  void everyCellIsMeasuredOnceForEachRoad() throws Exception {
    Path file = folder.resolve("load");
    RoadBench.prepare(file, SIZE);
    assertThat(Files.size(file)).isEqualTo(SIZE);
    var plan = Plan.table(Duration.ofMillis(20), SIZE, List.of(1, 2), 4);
    var roads = List.<Road>of(new RawRoad(file), new EchoRoad());
    var lines = new ArrayList<String>();

    List<Row> rows =
        new RoadBench(plan, file, roads, List.of(ProcessHandle.current().pid()))
            .run(cell -> lines.add(RoadTable.line(cell)));

    int cells = 2 * Plan.BLOCKS.size() * Operation.values().length;
    assertThat(rows).hasSize(cells * 2).allMatch(row -> row.operationsPerSecond() > 0);
    assertThat(rows).allMatch(row -> row.p50() <= row.p99());
    assertThat(lines).hasSize(cells);
    assertThat(rows.getFirst().toJson().keySet())
        .containsExactly(
            "road",
            "op",
            "block",
            "threads",
            "depth",
            "ops_per_second",
            "mib_per_second",
            "p50_us",
            "p99_us",
            "cpu_us_per_op");
  }

  @Test
  void randomOffsetsCoverTheFileAndStayInIt() {
    var offsets = new Offsets(true, 4096, 64 * 4096, 3);
    var seen = new boolean[64];
    for (int i = 0; i < 10_000; i++) {
      long offset = offsets.next();
      assertThat(offset).isBetween(0L, 63 * 4096L);
      seen[(int) (offset / 4096)] = true;
    }
    assertThat(seen).doesNotContain(false);
  }

  /// A road that completes on the spot and insists on a depth.
  private static final class EchoRoad implements Road {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public Lane lane() {
      return new Lane() {
        @Override
        public int depth(int wanted) {
          return wanted;
        }

        @Override
        public void transfer(boolean write, ByteBuffer buffer, long offset) {
          throw new AssertionError("a lane of depth 4 is driven by begin");
        }

        @Override
        public Pending begin(boolean write, ByteBuffer buffer, long offset) {
          int bytes = buffer.remaining();
          return () -> bytes;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {}
  }
}

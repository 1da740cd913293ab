package dev.byway.it.localio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.client.localio.LocalioVfs;
import dev.byway.client.localio.RoadReport;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sixteen threads that verify every byte, while their server comes and goes.
class LocalioStormTest {
  private static final Caller ME = Caller.ROOT;
  private static final String RULES = "rw none trust";

  @TempDir Path temp;
  private Bench bench;
  private LocalioVfs vfs;
  private OpenFile file;
  private Storm storm;
  private Path onDisk;

  @BeforeEach
  void setUp() throws Exception {
    bench = new Bench(temp);
    onDisk = bench.file("f", Storm.SIZE);
    bench.serve(RULES);
    vfs = bench.client(bench.options());
    file = vfs.open(ME, LocalioRoadsTest.node(vfs, "f"), OpenHow.READ_WRITE);
    assertThat(road()).isEqualTo(RoadReport.BYWAY);
    storm = new Storm(file);
  }

  @AfterEach
  void tearDown() {
    storm.stop();
    file.close();
    vfs.close();
    bench.close();
  }

  private String road() {
    RoadReport.File report = vfs.report().files().getFirst();
    return report.reads().equals(report.writes()) ? report.reads() : "mixed";
  }

  private void awaitRoad(String road) throws Exception {
    Await.until(
        () -> {
          storm.requireHealthy();
          return road().equals(road);
        });
    storm.awaitProgress();
  }

  @Test
  void stoppedAndStartedAgain() throws Exception {
    for (int i = 0; i < 2; i++) {
      storm.awaitProgress();
      assertThat(bench.server().say("stop")).isEqualTo("stopped");
      Await.until(() -> !vfs.report().road().equals(RoadReport.BYWAY));
      bench.server().close();
      assertThat(LocalioRoadsTest.lent(onDisk)).isZero();
      bench.serve(RULES);
      awaitRoad(RoadReport.BYWAY);
    }
    storm.finish(onDisk);
  }

  @Test
  void killedAndStartedAgain() throws Exception {
    for (int i = 0; i < 2; i++) {
      storm.awaitProgress();
      bench.server().kill();
      bench.serve(RULES);
      awaitRoad(RoadReport.BYWAY);
    }
    storm.finish(onDisk);
  }

  @Test
  void killedAndStartedAgainWithoutLocalio() throws Exception {
    storm.awaitProgress();
    bench.server().kill();
    bench.serve("off", RULES);
    awaitRoad(RoadReport.WIRE);
    storm.finish(onDisk);
  }

  @Test
  void rulesChangedAndChangedBack() throws Exception {
    for (int i = 0; i < 2; i++) {
      storm.awaitProgress();
      assertThat(bench.reload("rw none off")).isEqualTo("done");
      awaitRoad(RoadReport.WIRE);
      assertThat(bench.reload(RULES)).isEqualTo("done");
      awaitRoad(RoadReport.BYWAY);
    }
    storm.finish(onDisk);
  }

  @Test
  void anExportWithdrawnIsStaleAtOnceForEveryThread() throws Exception {
    storm.awaitProgress();
    storm.expectStale();
    assertThat(bench.server().say("withdraw")).isEqualTo("done");
    storm.awaitAllStale();
    Await.until(() -> LocalioRoadsTest.lent(onDisk) == 0);
    storm.verifyOnDisk(onDisk);
  }
}

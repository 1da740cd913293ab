package dev.byway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.client.localio.LocalioVfs;
import dev.byway.client.nfs3.Nfs3Vfs;
import dev.byway.client.status.StatusSocket;
import dev.byway.it.localio.Await;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Vfs;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `byway status` and `byway trace` on a running server: above all, which road each client takes,
/// and why.
@Timeout(120)
class StatusTest {
  private static final Caller ME = Caller.ROOT;

  @TempDir Path temp;
  private Server server;

  @BeforeEach
  void setUp() throws Exception {
    server = new Server(temp);
    Files.writeString(server.data.resolve("file"), "hello");
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
  }

  private static OpenFile open(Vfs room) throws Exception {
    var node = room.lookup(ME, room.root(), Name.of("file")).node();
    OpenFile file = room.open(ME, node, OpenHow.READ);
    assertThat(file.read(ME, ByteBuffer.allocate(10), 0)).isEqualTo(5);
    return file;
  }

  private String status() throws Exception {
    return Program.run("status", server.pid()).ok();
  }

  @Test
  void everyClientsRoadIsShownWithTheReason() throws Exception {
    server.serveData();
    String me = "process " + ProcessHandle.current().pid();
    Path elsewhere = temp.resolve("elsewhere");
    try (LocalioVfs byway = server.mount("/data");
        OpenFile lent = open(byway);
        LocalioVfs lost = server.mount("/data", elsewhere);
        OpenFile onWire = open(lost);
        Nfs3Vfs wire = NfsMount.openWire(NfsUrl.parse(server.url("/data")))) {
      String text = status();
      assertThat(text.lines())
          .anyMatch(line -> line.matches("  /data +" + server.data + " .*rw.*"))
          .anyMatch(
              line -> line.matches("  127.* 1 connection +byway: 1 file lent to " + me + ".*"))
          .anyMatch(line -> line.matches("  127.* 1 connection +wire: never asked"))
          .anyMatch(
              line ->
                  line.matches(
                      "  127.* 1 connection +wire: asked .*but did not come to the rendezvous"
                          + " folder "
                          + server.meeting))
          .anyMatch(line -> line.matches("    /data r, 1 calls"))
          .anyMatch(line -> line.matches("workers: \\d+ of [1-9]\\d* at work, \\d+ calls wait.*"))
          .anyMatch(line -> line.matches("nfs READ .*"));
      assertThat(lent.node().handle()).isEqualTo(onWire.node().handle());
      assertThat(wire.getattr(ME, wire.root()).isDirectory()).isTrue();
    }
    Await.until(() -> !status().contains("connection"));
  }

  @Test
  void aRefusalIsShownWithTheReason() throws Exception {
    server.serve(server.data + ":name=/data,localio=off");
    try (LocalioVfs room = server.mount("/data");
        OpenFile file = open(room)) {
      assertThat(room.report().files().getFirst().reason()).contains("LOCALIO is off for /data");
      for (int i = 0; i < 50; i++) {
        open(room).close(); // a refusal holds for a while: not all of them ask again
      }
      assertThat(status())
          .containsPattern("1 connection +wire: refused: .*LOCALIO is off for /data")
          .containsPattern("kept on the wire [1-9] times: LOCALIO is off for /data");
      assertThat(file.read(ME, ByteBuffer.allocate(10), 0)).isEqualTo(5);
    }
  }

  @Test
  void aServerWithoutLocalioSaysSo() throws Exception {
    server.serve(server.data + ":name=/data", "--no-localio");
    try (LocalioVfs room = server.mount("/data");
        OpenFile file = open(room)) {
      assertThat(status()).containsPattern("1 connection +wire: LOCALIO is off at this server");
      assertThat(file.read(ME, ByteBuffer.allocate(10), 0)).isEqualTo(5);
    }
  }

  @Test
  void jsonHasAllOfIt() throws Exception {
    server.serveData();
    try (LocalioVfs room = server.mount("/data");
        OpenFile file = open(room)) {
      assertThat(room.getattr(ME, file.node()).size()).isEqualTo(5);
      JsonObject status =
          JsonParser.parseString(Program.run("status", "--json", server.pid()).ok())
              .getAsJsonObject();
      assertThat(status.keySet())
          .containsExactlyInAnyOrder(
              "pid",
              "started",
              "addresses",
              "exports",
              "clients",
              "localio",
              "operations",
              "workers",
              "open_files");
      assertThat(status.get("pid").getAsLong()).isEqualTo(server.program().pid());
      JsonObject client = status.getAsJsonArray("clients").get(0).getAsJsonObject();
      assertThat(client.get("address").getAsString()).isEqualTo("127.0.0.1");
      assertThat(client.get("road").getAsString()).isEqualTo("byway");
      assertThat(client.get("files_lent").getAsInt()).isEqualTo(1);
      assertThat(client.get("why").getAsString()).startsWith("1 file lent");
      JsonObject workers = status.getAsJsonObject("workers");
      assertThat(workers.keySet()).containsExactlyInAnyOrder("threads", "busy", "waiting");
      assertThat(workers.get("threads").getAsInt()).isPositive();
      assertOperations(status.getAsJsonArray("operations"));
    }
  }

  private static void assertOperations(JsonArray operations) {
    List<String> names = new ArrayList<>();
    for (JsonElement each : operations) {
      JsonObject operation = each.getAsJsonObject();
      names.add(operation.get("procedure").getAsString());
      assertThat(operation.get("calls").getAsLong()).isPositive();
      double median = operation.get("p50_us").getAsDouble();
      assertThat(median).isPositive();
      assertThat(operation.get("p99_us").getAsDouble()).isGreaterThanOrEqualTo(median);
    }
    assertThat(names).contains("GETATTR", "LOOKUP", "MNT", "UUID_IS_LOCAL").doesNotContain("READ");
  }

  @Test
  void watchShowsItAgainAndAgainUntilTheServerGoes() throws Exception {
    server.serveData();
    try (Program watch = Program.start("status", "--watch", server.pid())) {
      Await.until(() -> watch.out().split("\nworkers: ", -1).length > 3 || !watch.isAlive());
      server.program().signal("TERM");
      Program.Ended ended = watch.end();
      assertThat(ended.exit()).isEqualTo(1);
      assertThat(ended.err()).contains("server");
    }
  }

  @Test
  void traceShowsTheCallsThatAreAskedFor() throws Exception {
    server.serveData();
    try (Program trace =
            Program.start("trace", server.pid(), "--operation", "read,lookup", "--errors");
        Program reads = Program.start("trace", server.pid(), "--operation=READ", "--count=1");
        Nfs3Vfs wire = NfsMount.openWire(NfsUrl.parse(server.url("/data")))) {
      Await.until(
          () -> {
            open(wire).close();
            return !reads.isAlive();
          });
      assertThat(reads.end().ok())
          .containsPattern("127.0.0.1:\\d+ xid=[0-9a-f]{8} READ .*count=10 .*-> ok [0-9.]+us");
      Await.until(
          () -> {
            lookUpInVain(wire);
            return !trace.out().isEmpty();
          });
      assertThat(trace.out().lines())
          .allMatch(line -> line.contains(" LOOKUP ") && line.contains("\"no such\""))
          .allMatch(line -> line.contains("-> NFS3ERR_NOENT"));
    }
  }

  private static void lookUpInVain(Vfs room) throws Exception {
    try {
      room.lookup(ME, room.root(), Name.of("no such"));
      throw new AssertionError("it is there");
    } catch (ErrnoException e) {
      assertThat(e.errno()).isEqualTo(Errno.ENOENT);
    }
  }

  @Test
  void aProgramThatLetsItselfBeAskedShowsItsCaches() throws Exception {
    server.serveData();
    String options = "?localio=off&cachesize=8&workers=5&readahead=3&actimeo=7";
    String me = "--pid=" + ProcessHandle.current().pid();
    try (StatusSocket _ = StatusSocket.open("a test");
        Vfs cached = NfsMount.open(NfsUrl.parse(server.url("/data") + options));
        OpenFile file = open(cached);
        LocalioVfs byway = server.mount("/data");
        OpenFile lent = open(byway)) {
      assertThat(file.read(ME, ByteBuffer.allocate(10), 0)).isEqualTo(5);
      assertThat(lent.node().handle()).isEqualTo(file.node().handle());
      assertThat(Program.run("status", me).ok())
          .contains("client " + ProcessHandle.current().pid() + ": a test, since ")
          .contains(server.url("/data") + "  wire: localio=off")
          .contains("cache: 8.0M, of which dirty at most 4.0M, 5 workers, read-ahead 3 x 1.0M")
          .contains("attributes files 7-7 s, directories 7-7 s, names all, close-to-open")
          .contains(server.url("/data") + "  byway: ")
          .contains("open files on the byway: 1")
          .contains("no cache");
      JsonObject status =
          JsonParser.parseString(Program.run("status", "--json", me).ok()).getAsJsonObject();
      JsonObject room = status.getAsJsonArray("rooms").get(0).getAsJsonObject();
      JsonObject figures = room.getAsJsonObject("cache").getAsJsonObject("status");
      assertThat(figures.get("hits").getAsLong()).isPositive();
    }
    assertThat(Program.run("status", me).exit()).isEqualTo(1);
  }

  @Test
  void withoutAServerItSaysWhatToDo() throws Exception {
    Program.Ended ended = Program.run("status", "--pid=" + ProcessHandle.current().pid());
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.err()).contains("is no server of this user");
  }
}

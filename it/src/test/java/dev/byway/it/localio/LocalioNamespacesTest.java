package dev.byway.it.localio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Client and server in containers, as far as a kernel knows them: each in network, mount and
/// process namespaces of its own, the client in a user namespace too. Two network namespaces are
/// joined by a cable; of the files they share only the rendezvous folder.
class LocalioNamespacesTest {
  private static final List<String> NOTHING = List.of();
  private static final String SERVER_ADDRESS = "10.213.77.1";

  @TempDir Path temp;
  private Bench bench;
  private String serverNet;
  private String clientNet;

  @BeforeEach
  void layTheCable() throws Exception {
    Privilege.assumeRoot();
    Privilege.assumeWorks(
        List.of("unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork"));
    Privilege.assumeWorks(
        List.of("unshare", "--net", "sh", "-c", "ip link add s0 type veth peer name c0"));
    long number = ProcessHandle.current().pid();
    serverNet = "byway-s-" + number;
    clientNet = "byway-c-" + number;
    ip("netns", "add", serverNet);
    ip("netns", "add", clientNet);
    ip("link", "add", "s0", "netns", serverNet, "type", "veth", "peer", "c0", "netns", clientNet);
    ip("-n", serverNet, "addr", "add", SERVER_ADDRESS + "/24", "dev", "s0");
    ip("-n", clientNet, "addr", "add", "10.213.77.2/24", "dev", "c0");
    ip("-n", serverNet, "link", "set", "s0", "up");
    ip("-n", clientNet, "link", "set", "c0", "up");
    bench = new Bench(temp);
    bench.open(temp);
    bench.publishClasses();
    Path file = bench.file("f", 100);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    List<String> prefix = new ArrayList<>(List.of("ip", "netns", "exec", serverNet, "unshare"));
    prefix.addAll(List.of("--mount", "--pid", "--fork", "--kill-child", "--mount-proc"));
    bench.serverLives(prefix, SERVER_ADDRESS);
  }

  @AfterEach
  void cutTheCable() throws Exception {
    if (bench != null) {
      bench.close();
    }
    for (String name : new String[] {serverNet, clientNet}) {
      if (name != null) {
        Privilege.run(NOTHING, "ip", "netns", "del", name);
      }
    }
  }

  private static void ip(String... arguments) throws IOException, InterruptedException {
    Privilege.run(List.of("ip"), arguments);
  }

  /// A client that sees neither the served folder nor anything else given here.
  private List<String> container(Path... hidden) {
    List<String> prefix = new ArrayList<>(List.of("ip", "netns", "exec", clientNet, "unshare"));
    prefix.addAll(List.of("--user", "--map-root-user", "--mount", "--pid", "--fork"));
    prefix.addAll(List.of("--kill-child", "--mount-proc", "sh", "-c"));
    StringBuilder script = new StringBuilder();
    for (Path each : hidden) {
      script.append("mount -t tmpfs -o mode=755 none ").append(each).append(" && ");
    }
    prefix.add(script + "exec \"$@\"");
    prefix.add("sh");
    return prefix;
  }

  @Test
  void readsTakeTheBywayAndCannotBeWidened() throws Exception {
    bench.serve("rw root safe");
    Bench.Said said = bench.client(container(bench.served), 0, "f", "r");
    assertThat(said.road()).isEqualTo("road byway - ");
    assertThat(said.io()).isEqualTo("io 100 -");
    assertThat(said.broke()).isEqualTo("break nothing");
  }

  @Test
  void writesTakeTheBywayWhereTheExportTrusts() throws Exception {
    bench.serve("rw root trust");
    Bench.Said said = bench.client(container(bench.served), 0, "f", "rw");
    assertThat(said.road()).isEqualTo("road byway byway ");
    assertThat(said.io()).isEqualTo("io 100 10");
  }

  @Test
  void writesOfAProcessThatTheServerCannotSeeStayOnTheWire() throws Exception {
    bench.serve("rw root safe");
    Bench.Said said = bench.client(container(bench.served), 0, "f", "rw");
    assertThat(said.road()).startsWith("road byway wire the process cannot be looked up");
    assertThat(said.io()).isEqualTo("io 100 10");
    assertThat(said.broke()).isEqualTo("break nothing");
  }

  @Test
  void withoutTheFolderTheWireServes() throws Exception {
    bench.serve("rw root trust");
    Bench.Said said = bench.client(container(bench.served, bench.meeting), 0, "f", "rw");
    assertThat(said.road()).startsWith("road wire wire no server in " + bench.meeting);
    assertThat(said.io()).isEqualTo("io 100 10");
    assertThat(said.broke()).isEqualTo("break none");
  }
}

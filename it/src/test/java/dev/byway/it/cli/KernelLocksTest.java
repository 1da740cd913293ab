package dev.byway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.it.localio.Child;
import dev.byway.it.localio.Privilege;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Locks of the NFSv3 client of Linux 6.12 on `byway serve`: in a network of their own, where the
/// server has port 111 and can call the guest's lock manager.
@Timeout(400)
class KernelLocksTest {
  private static final Path ROOT = Path.of(System.getProperty("byway.root", ".."));
  private static final String SERVER = "10.213.78.1";
  private static final String GUEST = "10.213.78.2";
  private static final int PORT = 20490;

  @TempDir Path temp;
  private final String net = "byway-l-" + ProcessHandle.current().pid();

  @BeforeEach
  void layTheCable() throws Exception {
    Privilege.assumeRoot();
    for (String tool : List.of("qemu-system-x86_64", "busybox", "cpio", "rpcbind", "rpc.statd")) {
      boolean there =
          List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin").stream()
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
      Assumptions.assumeTrue(there, tool + " is missing");
    }
    Assumptions.assumeTrue(Files.isWritable(Path.of("/dev/net/tun")), "there is no /dev/net/tun");
    String lay =
        "ip netns add $0 && ip -n $0 link set lo up && ip -n $0 tuntap add dev tap0 mode tap"
            + " && ip -n $0 addr add "
            + SERVER
            + "/24 dev tap0 && ip -n $0 link set tap0 up";
    Process laid = new ProcessBuilder("sh", "-c", lay, net).redirectErrorStream(true).start();
    String said = new String(laid.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assumptions.assumeTrue(laid.waitFor() == 0, "no network of its own: " + said);
  }

  @AfterEach
  void cutTheCable() throws Exception {
    new ProcessBuilder("ip", "netns", "del", net).redirectErrorStream(true).start().waitFor();
  }

  @Test
  void aLinuxGuestLocksOnTwoMounts() throws Exception {
    String guest = ROOT.resolve("it/vm/build").toString();
    Assumptions.assumeTrue(new ProcessBuilder(guest).start().waitFor() == 0, "there is no guest");
    Path data = Files.createDirectory(temp.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> there = List.of("ip", "netns", "exec", net);
    try (Program server =
        Program.start(
            there,
            Child.classPath(),
            "serve",
            data + ":name=/data",
            "--portmap",
            "--listen=" + SERVER + ":" + PORT,
            "--state=" + temp.resolve("state"),
            "--rendezvous=" + temp.resolve("meeting"))) {
      server.out("serving nfs://");
      assertThat(guest()).contains("ok all").doesNotContain("FAILED");
    }
  }

  /// @return what its script printed
  private String guest() throws Exception {
    Path job = temp.resolve("job");
    String script;
    try (var resource = getClass().getResourceAsStream("/guest/kernel-locks.sh")) {
      script = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
    String head = "SERVER=" + SERVER + "\nADDRESS=" + GUEST + "\nPORT=" + PORT + "\nEXPORT=/data\n";
    Files.writeString(job, head + script);
    Path out = temp.resolve("out");
    Process run =
        new ProcessBuilder(
                "ip", "netns", "exec", net, ROOT.resolve("it/vm/run").toString(), "240", "tap0")
            .redirectInput(job.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    if (!run.waitFor(300, TimeUnit.SECONDS)) {
      run.descendants().forEach(ProcessHandle::destroyForcibly);
      run.destroyForcibly().waitFor();
    }
    String said = Files.readString(out);
    System.out.println(said);
    return said;
  }
}

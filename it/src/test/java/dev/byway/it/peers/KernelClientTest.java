package dev.byway.it.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The NFS client of Linux 6.12, in a guest under QEMU's software emulation, against our server.
class KernelClientTest {
  private static final Path ROOT = Path.of(System.getProperty("byway.root", ".."));

  @TempDir Path folder;

  @Test
  void aLinuxGuestWorksOnAMount() throws Exception {
    Path data = data(100_000);
    try (Served served = Served.directory(data, folder.resolve("state"))) {
      int port = served.port();
      String options =
          "vers=3,proto=tcp,nolock,hard,timeo=600,port=%d,mountport=%d,mountproto=tcp,addr=10.0.2.2"
              .formatted(port, port);
      run(options, "", 100_000, "/guest/kernel-client.sh");
    }
    assertLeft(data);
  }

  @Test
  void aLinuxGuestWorksOnAMountOfVersion4() throws Exception {
    Path data = data(10_000);
    try (Served served = Served.directory(data, folder.resolve("state"))) {
      String options4 =
          "proto=tcp,hard,timeo=600,port=%d,addr=10.0.2.2,clientaddr=10.0.2.15"
              .formatted(served.port());
      String output =
          run(
              "vers=4.2," + options4,
              options4,
              10_000,
              "/guest/kernel-client.sh",
              "/guest/kernel-client4.sh");
      assertThat(output).contains("ok version 4");
    }
    assertLeft(data);
  }

  @Test
  void aLinuxGuestGoesOnWhenTheServerIsRestarted() throws Exception {
    Path data = data(0);
    Path state = folder.resolve("state");
    try (var executor = Executors.newSingleThreadExecutor();
        Served first = Served.directory(data, state)) {
      int port = first.port();
      String options =
          "vers=4.2,proto=tcp,hard,port=%d,addr=10.0.2.2,clientaddr=10.0.2.15".formatted(port);
      Future<String> guest = executor.submit(() -> run(options, "", 0, "/guest/restart.sh"));
      while (!Files.exists(data.resolve("ready")) && !guest.isDone()) {
        Thread.sleep(100);
      }
      first.close();
      try (Served second = Served.directory(data, state, port)) {
        Files.createFile(data.resolve("restarted"));
        guest.get();
      }
    }
  }

  private Path data(int files) throws Exception {
    Command.assume("qemu-system-x86_64", "qemu-system-x86");
    Command.assume("busybox", "busybox-static");
    Command.assume("cpio", "cpio");
    boolean root = "root".equals(System.getProperty("user.name"));
    Assumptions.assumeTrue(root, "needs root: the guest's root makes nodes and changes owners");
    Command guest = Command.run(ROOT.resolve("it/vm/build").toString());
    if (guest.exit() == 2) {
      System.out.println("skipped: no guest: " + guest.output());
    }
    Assumptions.assumeTrue(guest.exit() != 2, guest.output());
    guest.ok();
    Path data = Files.createDirectory(folder.resolve("data"));
    Path big = Files.createDirectory(data.resolve("big"));
    for (int i = 0; i < files; i++) {
      Files.createFile(big.resolve("f" + i));
    }
    return data;
  }

  private String run(String options, String options4, int files, String... jobs) throws Exception {
    StringBuilder job = new StringBuilder("EXPORT=/data\nfiles=" + files + "\n");
    job.append("options=").append(options).append("\noptions4=").append(options4).append('\n');
    for (String each : jobs) {
      try (var resource = getClass().getResourceAsStream(each)) {
        job.append(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    Path script = folder.resolve("script");
    Files.writeString(script, job);
    Command ran = Command.run(List.of(ROOT.resolve("it/vm/run").toString(), "400"), script);
    System.out.println(ran.output());
    assertThat(ran.output()).contains("ok all").doesNotContain("FAILED");
    return ran.ok();
  }

  private static void assertLeft(Path data) throws Exception {
    assertThat(data.resolve("tree")).doesNotExist();
    assertThat(Files.readAllLines(data.resolve("log"))).hasSize(200);
  }
}

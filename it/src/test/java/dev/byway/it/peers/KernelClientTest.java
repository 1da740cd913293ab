package dev.byway.it.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The NFSv3 client of Linux 6.12, in a guest under QEMU's software emulation, against our server.
class KernelClientTest {
  private static final Path ROOT = Path.of(System.getProperty("byway.root", ".."));
  private static final int FILES = 100_000;

  @TempDir Path folder;

  @Test
  void aLinuxGuestWorksOnAMount() throws Exception {
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
    for (int i = 0; i < FILES; i++) {
      Files.createFile(big.resolve("f" + i));
    }
    Path script = folder.resolve("script");
    try (Served served = Served.directory(data, folder.resolve("state"))) {
      String job;
      try (var resource = getClass().getResourceAsStream("/guest/kernel-client.sh")) {
        job = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      }
      Files.writeString(script, "PORT=" + served.port() + "\nEXPORT=/data\n" + job);
      Command ran = Command.run(List.of(ROOT.resolve("it/vm/run").toString(), "400"), script);
      System.out.println(ran.output());
      assertThat(ran.output()).contains("ok all").doesNotContain("FAILED");
      ran.ok();
    }
    assertThat(data.resolve("tree")).doesNotExist();
    assertThat(Files.readAllLines(data.resolve("log"))).hasSize(200);
  }
}

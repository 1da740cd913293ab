package dev.byway.it.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The 9P client of Linux 6.12, in a guest under QEMU's software emulation, against our server.
class KernelNinepTest {
  private static final int FILES = 20_000;

  @TempDir Path folder;

  @Test
  void aLinuxGuestWorksOnMounts() throws Exception {
    Guest.assume();
    Path data = Files.createDirectory(folder.resolve("data"));
    many(Files.createDirectory(data.resolve("big")));
    try (Served served = Served.directory(data, folder.resolve("state"))) {
      String variables = "PORT=" + served.port9p() + "\nEXPORT=/data\n";
      Command ran = Guest.run(variables, "/guest/kernel-9p.sh", folder.resolve("script"));
      System.out.println(ran.output());
      assertThat(ran.output()).contains("ok all").doesNotContain("FAILED");
      ran.ok();
    }
    assertThat(data.resolve("tree")).doesNotExist();
    assertThat(Files.size(data.resolve("loose"))).isEqualTo(3_000_001);
  }

  private static void many(Path big) throws IOException {
    for (int i = 0; i < FILES; i++) {
      Files.createFile(big.resolve("f" + i));
    }
  }
}

package dev.byway.it.peers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/// A Linux guest under QEMU's software emulation.
final class Guest {
  private static final Path ROOT = Path.of(System.getProperty("byway.root", ".."));

  private Guest() {}

  /// Skips the test where there can be no guest.
  static void assume() throws Exception {
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
  }

  /// Runs a script of the test's resources in a guest.
  ///
  /// @param variables put in front of it
  /// @param script where it is put together
  static Command run(String variables, String resource, Path script) throws Exception {
    String job;
    try (var stream = Objects.requireNonNull(Guest.class.getResourceAsStream(resource))) {
      job = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    Files.writeString(script, variables + job);
    return Command.run(List.of(ROOT.resolve("it/vm/run").toString(), "400"), script);
  }
}

package dev.byway.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Mounts, reads the kernel's first request, says so, unmounts: for tests that need another user.
public final class FuseMountsMain {
  private FuseMountsMain() {}

  public static void main(String[] args) throws Exception {
    Path point = Path.of(args[0]);
    boolean allowOther = args.length > 1;
    FuseMounts.Options options =
        new FuseMounts.Options("a,b\\c", false, false, true, false, allowOther, false, 0);
    try (FuseDevice device = FuseMounts.mount(point, options)) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment request = arena.allocate(1 << 17, 8);
        System.out.println("read " + (device.read(request) > 0));
        MountTable.read().stream()
            .filter(e -> e.type().equals(FuseMounts.TYPE))
            .forEach(System.out::println);
      } finally {
        FuseMounts.unmount(point, FuseMounts.MNT_DETACH);
      }
    }
  }
}

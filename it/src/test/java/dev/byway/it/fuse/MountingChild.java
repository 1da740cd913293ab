package dev.byway.it.fuse;

import dev.byway.fuse.FuseMount;
import dev.byway.fuse.FuseOptions;
import dev.byway.linux.FuseMounts;
import dev.byway.vfs.memory.MemoryVfs;
import java.nio.file.Path;

/// A process to be killed: mounts a room in memory at its argument, says so, and serves.
final class MountingChild {
  private MountingChild() {}

  public static void main(String[] args) throws Exception {
    FuseOptions options = FuseOptions.of(FuseMounts.Options.of("child"));
    try (FuseMount mount = FuseMount.mount(new MemoryVfs(), Path.of(args[0]), options)) {
      System.out.println("mounted");
      mount.awaitEnd();
    }
  }
}

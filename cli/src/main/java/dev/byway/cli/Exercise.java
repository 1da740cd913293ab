package dev.byway.cli;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.fuse.FuseMount;
import dev.byway.fuse.FuseOptions;
import dev.byway.linux.FuseMounts;
import dev.byway.server.NfsServer;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/// A program at work on a mount of a served folder, over both roads, for some seconds: without it a
/// server and a mount that have just been started are several times slower for as long.
final class Exercise {
  private static final Duration LASTS = Duration.ofSeconds(4);
  private static final int FILES = 40;

  private Exercise() {}

  /// Leaves nothing behind. The process must have a mount namespace of its own.
  static void run() throws IOException {
    Path served = Files.createTempDirectory("byway-warm-up");
    Files.setPosixFilePermissions(served, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path place = Files.createTempDirectory("byway-warm-up");
    try (Vfs room = LocalVfs.open(served, LocalVfs.Options.DEFAULT);
        NfsServer server = NfsServer.builder().export("/warm", room).start()) {
      String url = "nfs://127.0.0.1:" + server.address().getPort() + "/warm";
      for (String road : List.of("", "?localio=off")) {
        try (Vfs remote = NfsMount.open(NfsUrl.parse(url + road));
            FuseMount mount =
                FuseMount.mount(remote, place, FuseOptions.of(FuseMounts.Options.of("warm")))) {
          work(mount.place());
        }
      }
    } finally {
      Files.delete(place);
      Files.delete(served);
    }
  }

  private static void work(Path place) throws IOException {
    byte[] data = new byte[3000];
    long end = System.nanoTime() + LASTS.toNanos() / 2;
    while (System.nanoTime() - end < 0) {
      Path folder = Files.createDirectory(place.resolve("folder"));
      for (int i = 0; i < FILES; i++) {
        Path file = Files.write(folder.resolve("f" + i), data);
        Files.setLastModifiedTime(file, FileTime.fromMillis(i));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      }
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.size(file);
          Files.readAllBytes(file);
          Files.move(file, file.resolveSibling("moved"));
          Files.delete(file.resolveSibling("moved"));
        }
      }
      Files.delete(folder);
    }
  }
}

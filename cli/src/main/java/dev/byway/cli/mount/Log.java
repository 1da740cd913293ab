package dev.byway.cli.mount;

import dev.byway.net.localio.RendezvousFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Where a mount in the background writes what it would tell a terminal.
public final class Log {
  private Log() {}

  /// `log/mount-PLACE.log` in the user's runtime folder, emptied. To be appended to, see
  /// [BoundedLog].
  public static Path of(Path point) throws IOException {
    Path runtime = RendezvousFolder.ofServer().path();
    Path folder = runtime.resolve("log");
    if (!Files.isDirectory(runtime)) {
      Files.createDirectories(runtime);
      Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    if (!Files.isDirectory(folder)) {
      var mode = PosixFilePermissions.fromString("rwx------");
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(mode));
    }
    if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
        .equals(Files.getOwner(Path.of("/proc/self")))) {
      throw new IOException(folder + " is not this user's own");
    }
    String name = point.toString().substring(1).replaceAll("[^A-Za-z0-9._-]+", "-");
    Path log = folder.resolve("mount-" + name + ".log");
    Files.deleteIfExists(log);
    return Files.createFile(log);
  }
}

package dev.byway.vfs.local;

import dev.byway.linux.Statx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What `/proc/self/mountinfo` knows of a mount (proc_pid_mountinfo(5)).
final class MountInfo {
  private MountInfo() {}

  /// Whether a directory is the root of its whole file system, not only of a mount of some part.
  /// When in doubt, no.
  static boolean isWhole(int fd, Statx statx) {
    if ((statx.attributes() & Statx.ATTR_MOUNT_ROOT) == 0) {
      return false;
    }
    String id = Long.toString(statx.mountId());
    try (var lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return lines
          .map(line -> line.split(" ", 5))
          .anyMatch(f -> f.length == 5 && f[0].equals(id) && f[3].equals("/"));
    } catch (IOException | RuntimeException unknown) {
      return false;
    }
  }
}

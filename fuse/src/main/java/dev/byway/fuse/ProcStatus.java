package dev.byway.fuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// `/proc/PID/status` of a thread that calls the file system.
final class ProcStatus {
  private ProcStatus() {}

  /// What stands behind a key, without white space around it; nothing when the thread is gone.
  static String line(int pid, String key) {
    String status;
    try {
      Path path = Path.of("/proc", Integer.toString(pid), "status");
      status = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
    int start = status.indexOf("\n" + key);
    if (start < 0) {
      return "";
    }
    int end = status.indexOf('\n', start + 1);
    return status.substring(start + 1 + key.length(), end < 0 ? status.length() : end).strip();
  }
}

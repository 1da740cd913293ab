package dev.byway.nio;

import dev.byway.vfs.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who this process is, as `/proc/self/status` says (proc_pid_status(5)).
record ProcessStatus(Caller caller, int umask) {
  private static final int NOBODY = 65_534;
  private static final int USUAL_UMASK = 022;

  /// Where a line's file system id is: real, effective, saved, file system.
  private static final int FS_ID = 3;

  /// Nobody, where there is no such file.
  static ProcessStatus read() {
    try {
      return of(Files.readAllLines(Path.of("/proc/self/status")));
    } catch (IOException e) {
      return new ProcessStatus(Caller.of(NOBODY, NOBODY, new int[0], "local"), USUAL_UMASK);
    }
  }

  static ProcessStatus of(List<String> lines) {
    Map<String, String[]> words = new HashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        words.put(line.substring(0, colon), line.substring(colon + 1).strip().split("\\s+"));
      }
    }
    int uid = id(words.get("Uid"));
    int gid = id(words.get("Gid"));
    String[] groups = words.getOrDefault("Groups", new String[0]);
    int[] others = new int[groups.length == 1 && groups[0].isEmpty() ? 0 : groups.length];
    for (int i = 0; i < others.length; i++) {
      others[i] = Integer.parseUnsignedInt(groups[i]);
    }
    String[] umask = words.get("Umask");
    return new ProcessStatus(
        Caller.of(uid, gid, others, "local"),
        umask == null ? USUAL_UMASK : Integer.parseInt(umask[0], 8));
  }

  private static int id(String @org.jspecify.annotations.Nullable [] ids) {
    return ids == null || ids.length <= FS_ID ? NOBODY : Integer.parseUnsignedInt(ids[FS_ID]);
  }
}

package dev.byway.fuse;

import dev.byway.vfs.Caller;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Who asks: user and group stand in the request, the supplementary groups in
/// `/proc/PID/status`, for a room that decides by them.
///
/// Remembered for a second, in a table of fixed size in which newcomers drive out others. A
/// program that changes its groups and nothing else has the old ones for that long.
final class Callers {
  private static final int SIZE = 1024;
  private static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int[] NONE = {};
  private static final String ORIGIN = "local";

  /// The superuser needs no groups; of any other caller the room may want to know.
  private final boolean groupsCount;

  private final @Nullable Known[] table = new Known[SIZE];

  private record Known(int pid, Caller caller, long until) {}

  Callers(boolean groupsCount) {
    this.groupsCount = groupsCount;
  }

  /// @param pid 0 where it is not known
  Caller of(int uid, int gid, int pid) {
    if (uid == 0 && gid == 0) {
      return Caller.ROOT;
    }
    long now = System.nanoTime();
    int index = (pid * 31 + uid) * 31 + gid & SIZE - 1;
    // a race between two threads costs one of them a look more
    Known known = table[index];
    if (known != null
        && known.pid == pid
        && known.caller.uid() == uid
        && known.caller.gid() == gid
        && known.until - now > 0) {
      return known.caller;
    }
    int[] groups = groupsCount && uid != 0 && pid != 0 ? groups(pid) : NONE;
    Caller caller = Caller.of(uid, gid, groups, ORIGIN);
    table[index] = new Known(pid, caller, now + LIFE_NANOS);
    return caller;
  }

  private static int[] groups(int pid) {
    String line = ProcStatus.line(pid, "Groups:");
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");
    int[] groups = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      groups[i] = Integer.parseUnsignedInt(words[i]);
    }
    return groups;
  }
}

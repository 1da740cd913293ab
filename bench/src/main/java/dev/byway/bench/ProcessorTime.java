package dev.byway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/// User and system time of processes, all their threads together, as proc(5) counts it: in ticks of
/// 10 ms.
final class ProcessorTime {
  private static final double SECONDS_PER_TICK = 0.01;

  private ProcessorTime() {}

  /// Seconds used so far by these processes.
  static double of(Collection<Long> pids) {
    double seconds = 0;
    for (long pid : pids) {
      seconds += of(pid);
    }
    return seconds;
  }

  private static double of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The command's name may hold blanks and parentheses: fields are counted from its end.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * SECONDS_PER_TICK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

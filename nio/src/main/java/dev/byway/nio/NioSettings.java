package dev.byway.nio;

import dev.byway.vfs.Caller;
import java.time.Duration;

/// How a [VfsFileSystem] behaves.
///
/// @param caller who all calls are made as
/// @param umask mode bits that new files and directories do not get
/// @param watchInterval how often a `WatchService` looks; there are no notices in NFSv3, so that it
///     must look
/// @param readOnly what would change something throws
///     [java.nio.file.ReadOnlyFileSystemException], without asking the room
public record NioSettings(Caller caller, int umask, Duration watchInterval, boolean readOnly) {
  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(2);
  private static final Duration WATCH_MIN = Duration.ofMillis(1);

  public NioSettings {
    if ((umask & ~0777) != 0) {
      throw new IllegalArgumentException("umask " + Integer.toOctalString(umask));
    }
    if (watchInterval.compareTo(WATCH_MIN) < 0) {
      throw new IllegalArgumentException("watch interval " + watchInterval);
    }
  }

  /// This process's user, groups and umask, a look every 2 seconds.
  public static NioSettings ofProcess() {
    ProcessStatus process = ProcessStatus.read();
    return new NioSettings(process.caller(), process.umask(), WATCH_INTERVAL, false);
  }

  public NioSettings withCaller(Caller other) {
    return new NioSettings(other, umask, watchInterval, readOnly);
  }

  public NioSettings withUmask(int other) {
    return new NioSettings(caller, other, watchInterval, readOnly);
  }

  public NioSettings withWatchInterval(Duration other) {
    return new NioSettings(caller, umask, other, readOnly);
  }

  public NioSettings asReadOnly() {
    return new NioSettings(caller, umask, watchInterval, true);
  }
}

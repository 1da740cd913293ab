package dev.byway.nio;

import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;

/// What a set of open options asks for. Those that write only mean nothing to who reads only, and
/// `SPARSE` means nothing at all: files of a room are sparse if it can have such files.
///
/// @param stability how much of a write must be on stable storage before it returns
record HowToOpen(
    boolean read,
    boolean write,
    boolean append,
    boolean truncate,
    boolean create,
    boolean createNew,
    boolean deleteOnClose,
    boolean follow,
    Stability stability) {

  /// @throws IllegalArgumentException options that exclude each other
  /// @throws UnsupportedOperationException an option that is not one of the standard ones
  static HowToOpen of(Set<? extends OpenOption> options) {
    for (OpenOption option : options) {
      Objects.requireNonNull(option);
      if (!(option instanceof StandardOpenOption) && !(option instanceof LinkOption)) {
        throw new UnsupportedOperationException(option + " is not an option here");
      }
    }
    boolean append = options.contains(StandardOpenOption.APPEND);
    boolean write = append || options.contains(StandardOpenOption.WRITE);
    boolean read = options.contains(StandardOpenOption.READ) || !write;
    boolean truncate = options.contains(StandardOpenOption.TRUNCATE_EXISTING);
    if (append && read) {
      throw new IllegalArgumentException("both READ and APPEND");
    }
    if (append && truncate) {
      throw new IllegalArgumentException("both APPEND and TRUNCATE_EXISTING");
    }
    return new HowToOpen(
        read,
        write,
        append,
        write && truncate,
        write && options.contains(StandardOpenOption.CREATE),
        write && options.contains(StandardOpenOption.CREATE_NEW),
        options.contains(StandardOpenOption.DELETE_ON_CLOSE),
        !options.contains(LinkOption.NOFOLLOW_LINKS),
        stability(options));
  }

  private static Stability stability(Set<? extends OpenOption> options) {
    if (options.contains(StandardOpenOption.SYNC)) {
      return Stability.FILE_SYNC;
    }
    return options.contains(StandardOpenOption.DSYNC) ? Stability.DATA_SYNC : Stability.UNSTABLE;
  }

  OpenHow access() {
    return new OpenHow(read, write, false);
  }
}

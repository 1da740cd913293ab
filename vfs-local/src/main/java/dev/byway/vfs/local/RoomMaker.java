package dev.byway.vfs.local;

import dev.byway.base.ErrnoException;
import dev.byway.linux.Credentials;
import dev.byway.linux.Descriptors;
import dev.byway.linux.Fd;
import dev.byway.linux.OpenAt;
import dev.byway.linux.Statx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds out what the process and the file system can do, and puts a room together accordingly.
final class RoomMaker {
  private RoomMaker() {}

  /// Who the room acts as.
  enum Mode {
    AS_CALLER,
    AS_SELF;

    /// As the caller needs root's power over ids and permissions.
    static Mode strongest() throws ErrnoException {
      boolean strong =
          Credentials.geteuid() == 0
              && Credentials.hasCapability(Credentials.CAP_SETUID)
              && Credentials.hasCapability(Credentials.CAP_SETGID)
              && Credentials.hasCapability(Credentials.CAP_DAC_OVERRIDE)
              && Credentials.hasCapability(Credentials.CAP_DAC_READ_SEARCH);
      return strong ? AS_CALLER : AS_SELF;
    }
  }

  static LocalVfs open(Path path, LocalVfs.Options options, Mode mode) throws ErrnoException {
    byte[] name = path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
    Fd directory = new Fd(OpenAt.openat2(OpenAt.AT_FDCWD, name, OpenAt.O_DIRECTORY, 0, 0));
    boolean acting = mode == Mode.AS_CALLER;
    try {
      Tree.FileSystem fileSystem = Tree.FileSystem.of(directory.number());
      Ids ids = Ids.of(directory.number());
      boolean kernel = acting && ids.canOpen;
      List<String> limits = limits(options, acting, kernel, ids);
      Tree tree =
          new Tree(
              directory,
              fileSystem,
              made ->
                  kernel
                      ? new KernelHandles(made)
                      : new IndexedHandles(
                          made, ids.kernel, LocationIndex.open(options.stateDirectory())),
              acting,
              options.readOnly());
      return new LocalVfs(tree, limits);
    } catch (ErrnoException | RuntimeException failure) {
      directory.close();
      throw failure;
    }
  }

  private static List<String> limits(
      LocalVfs.Options options, boolean acting, boolean kernel, Ids ids) {
    List<String> limits = new ArrayList<>();
    if (!acting) {
      int uid = Credentials.geteuid();
      limits.add(
          "All callers act as uid "
              + Integer.toUnsignedString(uid)
              + ", who runs the server: their own ids are not looked at.");
      limits.add("Owners cannot be changed, and device nodes cannot be made.");
      limits.add(
          "A file whose mode shuts out the server's own user cannot be opened, even by its owner.");
      limits.add(
          "Grants of descriptors to neighbour processes cannot be held to read-only: a neighbour"
              + " who may write the file itself could re-open it for writing.");
    }
    if (!kernel) {
      limits.add(
          "A file that somebody else moves to another directory while the server has not seen it"
              + " there is stale for clients that hold its handle.");
      if (options.stateDirectory() == null) {
        limits.add("There is no state directory: file handles end with this server process.");
      }
      if (!ids.kernel) {
        limits.add(
            "The file system has no file handles: files are told apart by inode number and time of"
                + " birth.");
      }
    }
    return limits;
  }

  /// What the file system offers to tell files apart.
  ///
  /// @param kernel it has handles that fit
  /// @param canOpen the kernel opens files by them for us
  private record Ids(boolean kernel, boolean canOpen) {
    static Ids of(int directory) throws ErrnoException {
      byte[] id;
      try {
        id = FileId.of(directory, Statx.of(directory, Tree.STATX_MASK), true);
      } catch (ErrnoException none) {
        return new Ids(false, false);
      }
      try {
        Descriptors.close(FileId.open(directory, id, OpenAt.O_PATH));
        return new Ids(true, true);
      } catch (ErrnoException notAllowed) {
        return new Ids(true, false);
      }
    }
  }
}

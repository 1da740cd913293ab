package dev.byway.cli;

import dev.byway.base.ErrnoException;
import dev.byway.cli.room.Place;
import dev.byway.cli.room.Rooms;
import dev.byway.linux.Credentials;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Local paths as places. A room ends where a mount ends, so there is one room for each mount.
final class LocalRooms implements Rooms.Opener {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;

  private final Map<Path, Vfs> rooms = new HashMap<>();
  private @Nullable Caller caller;

  /// Who runs this program.
  static Caller self() throws ErrnoException {
    return Caller.of(
        Credentials.geteuid(), Credentials.getegid(), Credentials.getgroups(), "local");
  }

  @Override
  public Place open(String text) throws IOException {
    Path path = Path.of(text).toAbsolutePath();
    if (!Files.isSymbolicLink(path)) {
      return place(text, real(path), null);
    }
    // The link is here; what it leads to may be in another room.
    Path parent = path.getParent();
    Path link = real(parent == null ? path : parent).resolve(path.getFileName());
    Place target = Files.exists(path) ? place(text, path.toRealPath(), null) : null;
    return place(text, link, target);
  }

  /// The path without links, as far as it is there.
  private static Path real(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return path.toRealPath();
    }
    Path name = path.getFileName();
    return switch (name.toString()) {
      case "." -> real(parent);
      case ".." -> {
        Path above = real(parent).getParent();
        yield above == null ? parent.getRoot() : above;
      }
      default -> real(parent).resolve(name);
    };
  }

  private Place place(String text, Path path, @Nullable Place target) throws IOException {
    Path mount = mountOf(path);
    List<Name> names = new ArrayList<>();
    for (Path name : mount.relativize(path)) {
      if (!name.toString().isEmpty()) {
        names.add(Name.of(name.toString()));
      }
    }
    return new Place(text, room(mount), caller(), names, target);
  }

  private Vfs room(Path mount) throws ErrnoException {
    Vfs room = rooms.get(mount);
    if (room == null) {
      room = LocalVfs.open(mount, LocalVfs.Options.DEFAULT);
      rooms.put(mount, room);
    }
    return room;
  }

  private Caller caller() throws ErrnoException {
    Caller known = caller;
    if (known == null) {
      known = self();
      caller = known;
    }
    return known;
  }

  /// The innermost mount point that holds a path; see proc_pid_mountinfo(5).
  private static Path mountOf(Path path) throws IOException {
    Path best = Path.of("/");
    for (String line : Files.readAllLines(MOUNTS)) {
      Path mount = Path.of(unescaped(line.split(" ")[MOUNT_POINT]));
      if (path.startsWith(mount) && mount.getNameCount() > best.getNameCount()) {
        best = mount;
      }
    }
    return best;
  }

  private static String unescaped(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }

  @Override
  public void close() {
    rooms.values().forEach(Vfs::close);
    rooms.clear();
  }
}

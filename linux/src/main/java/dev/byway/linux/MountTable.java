package dev.byway.linux;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The mounts that this process sees, from `/proc/self/mountinfo` (proc_pid_mountinfo(5)), in the
/// kernel's order: of two at one place the later one is on top.
public final class MountTable {
  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

  private MountTable() {}

  /// One mount.
  ///
  /// @param id of the mount
  /// @param device `major:minor` of its file system; the minor number of a FUSE mount is the name
  ///     of its folder in `/sys/fs/fuse/connections`
  /// @param point where it is
  /// @param options of the mount (`rw,nosuid`)
  /// @param type of the file system (`fuse.byway`)
  /// @param source what was mounted
  /// @param superOptions of the file system (`rw,user_id=0,group_id=0`)
  public record Entry(
      int id,
      String device,
      Path point,
      String options,
      String type,
      String source,
      String superOptions) {}

  /// A place as the kernel lists it. The last name is not looked into: a dead mount may be there.
  ///
  /// @throws IOException there is no such folder
  public static Path place(Path point) throws IOException {
    Path absolute = point.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    Path name = absolute.getFileName();
    if (parent == null || name == null) {
      return absolute.toRealPath();
    }
    Path there = parent.toRealPath().resolve(name);
    return isMounted(there) || !Files.isSymbolicLink(there) ? there : there.toRealPath();
  }

  /// Such a place is no link, and looking at it might wait for a server for ever.
  private static boolean isMounted(Path place) throws IOException {
    for (Entry entry : read()) {
      if (entry.point().equals(place)) {
        return true;
      }
    }
    return false;
  }

  /// @throws IOException there is no `/proc`
  public static List<Entry> read() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(MOUNTINFO)) {
      String[] fields = line.split(" ");
      int dash = 6;
      while (dash < fields.length && !fields[dash].equals("-")) {
        dash++;
      }
      if (dash + 3 < fields.length) {
        entries.add(
            new Entry(
                Integer.parseInt(fields[0]),
                fields[2],
                Path.of(unescape(fields[4])),
                fields[5],
                unescape(fields[dash + 1]),
                unescape(fields[dash + 2]),
                fields[dash + 3]));
      }
    }
    return entries;
  }

  /// Blanks and the like are three octal digits after a backslash.
  private static String unescape(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\\' && i + 3 < bytes.length) {
        out.write((bytes[i + 1] - '0') << 6 | (bytes[i + 2] - '0') << 3 | bytes[i + 3] - '0');
        i += 3;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}

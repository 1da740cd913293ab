package dev.byway.nio;

import dev.byway.vfs.Attributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The attributes by their names, in four views. `unix` is that of the JDK's own provider on Linux.
enum AttributeName {
  SIZE("size"),
  CREATION_TIME("creationTime"),
  LAST_ACCESS_TIME("lastAccessTime"),
  LAST_MODIFIED_TIME("lastModifiedTime"),
  IS_DIRECTORY("isDirectory"),
  IS_REGULAR_FILE("isRegularFile"),
  IS_SYMBOLIC_LINK("isSymbolicLink"),
  IS_OTHER("isOther"),
  FILE_KEY("fileKey"),
  PERMISSIONS("permissions"),
  OWNER("owner"),
  GROUP("group"),
  MODE("mode"),
  INO("ino"),
  DEV("dev"),
  RDEV("rdev"),
  NLINK("nlink"),
  UID("uid"),
  GID("gid"),
  CTIME("ctime");

  private static final Set<AttributeName> BASIC = EnumSet.range(SIZE, FILE_KEY);
  private static final Set<AttributeName> POSIX = EnumSet.range(SIZE, GROUP);
  private static final Set<AttributeName> UNIX = EnumSet.allOf(AttributeName.class);

  private final String text;

  AttributeName(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /// The attributes of a list such as `posix:owner,mode` or `*`.
  ///
  /// @throws UnsupportedOperationException no such view
  /// @throws IllegalArgumentException no such attribute in it
  static List<AttributeName> parse(String list) {
    int colon = list.indexOf(':');
    Set<AttributeName> view = view(colon < 0 ? "basic" : list.substring(0, colon));
    List<AttributeName> found = new ArrayList<>();
    String names = list.substring(colon + 1);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no attributes named in '" + list + "'");
    }
    for (String name : names.split(",")) {
      if (name.equals("*")) {
        found.addAll(view);
      } else {
        found.add(find(view, name, list));
      }
    }
    return found;
  }

  private static AttributeName find(Set<AttributeName> view, String name, String list) {
    for (AttributeName each : view) {
      if (each.text.equals(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no attribute '" + name + "' in '" + list + "'");
  }

  private static Set<AttributeName> view(String name) {
    return switch (name) {
      case "basic" -> BASIC;
      case "posix" -> POSIX;
      case "owner" -> EnumSet.of(OWNER);
      case "unix" -> UNIX;
      default -> throw new UnsupportedOperationException("no attribute view '" + name + "'");
    };
  }

  Object of(VfsFileAttributes file) {
    Attributes raw = file.attributes();
    return switch (this) {
      case SIZE -> file.size();
      case CREATION_TIME -> file.creationTime();
      case LAST_ACCESS_TIME -> file.lastAccessTime();
      case LAST_MODIFIED_TIME -> file.lastModifiedTime();
      case IS_DIRECTORY -> file.isDirectory();
      case IS_REGULAR_FILE -> file.isRegularFile();
      case IS_SYMBOLIC_LINK -> file.isSymbolicLink();
      case IS_OTHER -> file.isOther();
      case FILE_KEY -> file.fileKey();
      case PERMISSIONS -> file.permissions();
      case OWNER -> file.owner();
      case GROUP -> file.group();
      case MODE -> Mode.typeBits(raw.type()) | raw.mode();
      case INO -> raw.fileid();
      case DEV -> raw.fsid();
      case RDEV -> device(raw.rdevMajor(), raw.rdevMinor());
      case NLINK -> raw.nlink();
      case UID -> raw.uid();
      case GID -> raw.gid();
      case CTIME -> VfsFileAttributes.time(raw.ctime());
    };
  }

  /// As makedev(3) packs them.
  private static long device(int major, int minor) {
    return (major & 0xfffff000L) << 32
        | (major & 0xfffL) << 8
        | (minor & 0xffffff00L) << 12
        | (minor & 0xffL);
  }
}

package dev.byway.nio;

import dev.byway.vfs.PathText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Paths as bytes: names between single slashes, none at the end save for the root. What a path
/// means to a file system is not asked here.
final class PathBytes {
  static final byte[] EMPTY = {};
  static final byte[] ROOT = {'/'};
  private static final byte[] DOT = {'.'};
  private static final byte[] DOT_DOT = {'.', '.'};

  private PathBytes() {}

  static boolean isAbsolute(byte[] path) {
    return path.length > 0 && path[0] == '/';
  }

  static boolean isDot(byte[] name) {
    return Arrays.equals(name, DOT);
  }

  static boolean isDotDot(byte[] name) {
    return Arrays.equals(name, DOT_DOT);
  }

  /// Without doubled slashes and slashes at the end; the same array when there are none.
  static byte[] tidy(byte[] raw) {
    for (int i = 0; i < raw.length; i++) {
      boolean last = i == raw.length - 1;
      if (raw[i] == '/' && (last ? i > 0 : raw[i + 1] == '/')) {
        return join(isAbsolute(raw), names(raw));
      }
    }
    return raw;
  }

  /// The names; none of the empty path and of the root.
  static List<byte[]> names(byte[] path) {
    List<byte[]> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        if (i > start) {
          names.add(Arrays.copyOfRange(path, start, i));
        }
        start = i + 1;
      }
    }
    return names;
  }

  static byte[] join(boolean absolute, List<byte[]> names) {
    int length = absolute ? 1 : 0;
    for (byte[] name : names) {
      length += name.length + 1;
    }
    byte[] path = new byte[Math.max(absolute ? 1 : 0, names.isEmpty() ? 0 : length - 1)];
    int at = 0;
    if (absolute) {
      path[at++] = '/';
    }
    for (byte[] name : names) {
      System.arraycopy(name, 0, path, at, name.length);
      at += name.length;
      if (at < path.length) {
        path[at++] = '/';
      }
    }
    return path;
  }

  /// @param below relative
  static byte[] append(byte[] path, byte[] below) {
    if (path.length == 0) {
      return below;
    }
    if (below.length == 0) {
      return path;
    }
    int slash = path.length == 1 && path[0] == '/' ? 0 : 1;
    byte[] joined = Arrays.copyOf(path, path.length + slash + below.length);
    if (slash == 1) {
      joined[path.length] = '/';
    }
    System.arraycopy(below, 0, joined, path.length + slash, below.length);
    return joined;
  }

  /// Without `.`, and without `..` and the name before it, whether that is a link or not.
  static byte[] normal(byte[] path) {
    boolean absolute = isAbsolute(path);
    List<byte[]> kept = new ArrayList<>();
    for (byte[] name : names(path)) {
      if (isDotDot(name)) {
        if (!kept.isEmpty() && !isDotDot(kept.getLast())) {
          kept.removeLast();
        } else if (!absolute) {
          kept.add(name);
        }
      } else if (!isDot(name)) {
        kept.add(name);
      }
    }
    return join(absolute, kept);
  }

  /// The way from one path to another of the same kind.
  ///
  /// @throws IllegalArgumentException there is none that can be told without asking the file system
  static byte[] relative(byte[] from, byte[] to) {
    if (from.length == 0) {
      return to;
    }
    boolean dots = hasDots(from) || hasDots(to);
    List<byte[]> base = names(dots ? normal(from) : from);
    List<byte[]> goal = names(dots ? normal(to) : to);
    int common = 0;
    int most = Math.min(base.size(), goal.size());
    while (common < most && Arrays.equals(base.get(common), goal.get(common))) {
      common++;
    }
    List<byte[]> way = new ArrayList<>();
    for (byte[] name : base.subList(common, base.size())) {
      if (isDotDot(name)) {
        throw new IllegalArgumentException(
            "no relative path from " + PathText.of(from) + " to " + PathText.of(to));
      }
      way.add(DOT_DOT);
    }
    way.addAll(goal.subList(common, goal.size()));
    return join(false, way);
  }

  private static boolean hasDots(byte[] path) {
    for (byte[] name : names(path)) {
      if (isDot(name) || isDotDot(name)) {
        return true;
      }
    }
    return false;
  }
}

package dev.byway.server.export;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Name;
import dev.byway.vfs.PathText;
import dev.byway.wire.xdr.XdrString;
import java.util.ArrayList;
import java.util.List;

/// Paths as clients write them.
public final class MountPath {
  private MountPath() {}

  /// Without needless slashes and dots, in the form of an export's name; bytes that are no text as
  /// [PathText] has them.
  ///
  /// @throws ErrnoException EINVAL a relative path, or one that climbs, or NUL
  public static String of(XdrString sent) throws ErrnoException {
    String path = PathText.of(sent.unsafeBytes());
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      throw Errno.EINVAL.exception();
    }
    StringBuilder plain = new StringBuilder();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        throw Errno.EINVAL.exception();
      }
      if (!part.isEmpty() && !part.equals(".")) {
        plain.append('/').append(part);
      }
    }
    return plain.isEmpty() ? "/" : plain.toString();
  }

  /// The names that lead from an export to a path in it.
  public static List<Name> below(String export, String path) throws ErrnoException {
    List<Name> names = new ArrayList<>();
    for (String part : path.substring(export.equals("/") ? 0 : export.length()).split("/", -1)) {
      if (!part.isEmpty()) {
        names.add(Name.of(PathText.bytes(part)));
      }
    }
    return names;
  }
}

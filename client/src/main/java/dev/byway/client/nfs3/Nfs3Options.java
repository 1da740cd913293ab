package dev.byway.client.nfs3;

import dev.byway.vfs.Caller;
import org.jspecify.annotations.Nullable;

/// How an [Nfs3Vfs] is used.
///
/// @param rsize most bytes of a READ, 0 for a good default; never more than the server takes
/// @param wsize most bytes of a WRITE, likewise
/// @param readOnly everything that would change something fails with EROFS
/// @param as who all calls are made as; null for their own callers
/// @param machineName in the credentials, for the server's logs
public record Nfs3Options(
    int rsize, int wsize, boolean readOnly, @Nullable Caller as, String machineName) {
  /// Bytes of a READ or WRITE when nothing is asked for, if the server takes as many.
  public static final int SIZE_DEFAULT = 1 << 20;

  public static final int SIZE_MIN = 1024;
  public static final int SIZE_MAX = 4 << 20;

  public Nfs3Options {
    if (outOfRange(rsize) || outOfRange(wsize)) {
      throw new IllegalArgumentException("rsize or wsize out of range");
    }
  }

  private static boolean outOfRange(int size) {
    return size != 0 && (size < SIZE_MIN || size > SIZE_MAX);
  }
}

package dev.byway.wire.nlm4;

/// Constants of the lock manager, and the bounds of what is decoded.
public final class Nlm4 {
  public static final int PROGRAM = 100021;
  public static final int VERSION = 4;

  /// `LM_MAXSTRLEN`: most bytes of a host's name.
  public static final int LM_MAXSTRLEN = 1024;

  /// `MAXNETOBJ_SZ`: most bytes of a cookie, a handle or an owner.
  public static final int MAXNETOBJ_SZ = 1024;

  /// `l_len` of a lock to the end of the file, however long it grows. Solaris and Linux write 0,
  /// others all ones.
  public static final long TO_THE_END = 0;

  /// Bytes on the wire of the largest arguments: a LOCK's.
  public static final int MAX_ARGS =
      3 * (Integer.BYTES + MAXNETOBJ_SZ) + Integer.BYTES + LM_MAXSTRLEN + 48;

  /// Bytes on the wire of the largest results: a TEST's.
  public static final int MAX_RESULT = 2 * (Integer.BYTES + MAXNETOBJ_SZ) + 32;

  private Nlm4() {}
}

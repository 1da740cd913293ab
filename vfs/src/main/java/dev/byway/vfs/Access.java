package dev.byway.vfs;

/// Bits of [Vfs#access], with the values of RFC 1813 §3.3.4.
public final class Access {
  /// Read data of a file, or list a directory.
  public static final int READ = 0x01;

  /// Look up a name in a directory.
  public static final int LOOKUP = 0x02;

  /// Rewrite data of a file, or change entries of a directory.
  public static final int MODIFY = 0x04;

  /// Append to a file, or add entries to a directory.
  public static final int EXTEND = 0x08;

  /// Remove an entry from a directory.
  public static final int DELETE = 0x10;

  /// Execute a file.
  public static final int EXECUTE = 0x20;

  public static final int ALL = 0x3f;

  private Access() {}

  /// The bits that a node's type and an rwx answer (4, 2, 1 as in a mode) allow.
  public static int fromRwx(FileType type, int rwx) {
    boolean directory = type == FileType.DIRECTORY;
    int bits = 0;
    if ((rwx & 4) != 0) {
      bits |= READ;
    }
    if ((rwx & 2) != 0) {
      bits |= MODIFY | EXTEND | (directory ? DELETE : 0);
    }
    if ((rwx & 1) != 0) {
      bits |= directory ? LOOKUP : EXECUTE;
    }
    return bits;
  }
}

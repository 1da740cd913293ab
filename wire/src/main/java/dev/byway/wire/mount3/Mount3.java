package dev.byway.wire.mount3;

/// Constants of the MOUNT protocol, RFC 1813 §5.1.
public final class Mount3 {
  public static final int PROGRAM = 100005;
  public static final int VERSION = 3;

  /// MOUNT as NFS version 2 had it, RFC 1094 appendix A.
  public static final int VERSION_1 = 1;

  /// Most bytes in a path.
  public static final int MNTPATHLEN = 1024;

  /// Most bytes in a host's or a group's name.
  public static final int MNTNAMLEN = 255;

  /// Most bytes in a file handle.
  public static final int FHSIZE3 = 64;

  /// Bytes in a file handle of version 1, always.
  public static final int FHSIZE = 32;

  private Mount3() {}
}

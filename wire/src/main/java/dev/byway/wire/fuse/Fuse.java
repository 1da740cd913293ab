package dev.byway.wire.fuse;

/// Numbers of the protocol that belong to no message.
public final class Fuse {
  /// Major version; another one is another protocol.
  public static final int FUSE_KERNEL_VERSION = 7;

  /// The newest minor version that this package knows.
  public static final int FUSE_KERNEL_MINOR_VERSION = 45;

  /// The oldest minor version that this package speaks: Linux 5.4.
  public static final int OLDEST_MINOR_VERSION = 31;

  /// The node id of the root.
  public static final long FUSE_ROOT_ID = 1;

  /// Least room for reading a request.
  public static final int FUSE_MIN_READ_BUFFER = 8192;

  private static final int LOW_MINOR = 0xff;

  private Fuse() {}

  /// A device number as the protocol has it: 12 bits of major, 20 of minor.
  public static int rdev(int major, int minor) {
    return minor & LOW_MINOR | major << 8 | (minor & ~LOW_MINOR) << 12;
  }

  public static int rdevMajor(int rdev) {
    return rdev >>> 8 & 0xfff;
  }

  public static int rdevMinor(int rdev) {
    return rdev & LOW_MINOR | rdev >>> 12 & 0xfff00;
  }
}

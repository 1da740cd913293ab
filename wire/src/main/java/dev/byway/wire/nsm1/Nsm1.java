package dev.byway.wire.nsm1;

/// Constants of the status monitor.
public final class Nsm1 {
  public static final int PROGRAM = 100024;
  public static final int VERSION = 1;

  public static final int SM_NULL = 0;
  public static final int SM_STAT = 1;
  public static final int SM_NOTIFY = 6;

  /// Most bytes of a host's name.
  public static final int SM_MAXSTRLEN = 1024;

  private Nsm1() {}
}

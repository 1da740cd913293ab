package dev.byway.wire.localio;

/// Constants of LOCALIO.
public final class Localio {
  public static final int PROGRAM = 400122;
  public static final int VERSION = 1;

  private Localio() {}
}

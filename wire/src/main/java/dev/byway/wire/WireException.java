package dev.byway.wire;

/// Bytes from a peer that are not a message of the protocol. Carries no stack trace; the one place
/// that catches it answers GARBAGE_ARGS or closes the connection.
public final class WireException extends Exception {
  private static final long serialVersionUID = 1L;

  public WireException(String what) {
    super(what, null, false, false);
  }
}

package dev.byway.server.portmap;

import java.io.IOException;

/// A server cannot be the port mapper, because it may not have or cannot get the port mapper's
/// port.
public final class PortmapBindException extends IOException {
  private static final long serialVersionUID = 1L;

  public PortmapBindException(IOException cause) {
    super("the port mapper " + cause.getMessage(), cause);
  }
}

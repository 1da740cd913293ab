package dev.byway.server.state;

import dev.byway.wire.nfs4.NfsStat4;

/// An operation's failure for which there is no errno. Always the same object for a status, without
/// a stack trace.
public final class Nfs4Exception extends Exception {
  private static final long serialVersionUID = 1L;
  private static final Nfs4Exception[] ALL = new Nfs4Exception[NfsStat4.values().length];

  static {
    for (NfsStat4 each : NfsStat4.values()) {
      ALL[each.ordinal()] = new Nfs4Exception(each);
    }
  }

  private final NfsStat4 status;

  private Nfs4Exception(NfsStat4 status) {
    super(status.name(), null, false, false);
    this.status = status;
  }

  public static Nfs4Exception of(NfsStat4 status) {
    return ALL[status.ordinal()];
  }

  public NfsStat4 status() {
    return status;
  }
}

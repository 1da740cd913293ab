package dev.byway.wire.rpc;

import dev.byway.wire.WireException;

/// Why authentication failed, RFC 5531 §9 `auth_stat`, in the order of its numbers.
public enum AuthStat {
  AUTH_OK,
  /// Bad credential: seal broken or malformed.
  AUTH_BADCRED,
  /// The client must begin a new session.
  AUTH_REJECTEDCRED,
  AUTH_BADVERF,
  /// Verifier expired or replayed.
  AUTH_REJECTEDVERF,
  /// Rejected for security reasons: the flavor, the port or the address is not good enough.
  AUTH_TOOWEAK,
  AUTH_INVALIDRESP,
  AUTH_FAILED,
  AUTH_KERB_GENERIC,
  AUTH_TIMEEXPIRE,
  AUTH_TKT_FILE,
  AUTH_DECODE,
  AUTH_NET_ADDR,
  RPCSEC_GSS_CREDPROBLEM,
  RPCSEC_GSS_CTXPROBLEM;

  private static final AuthStat[] VALUES = values();

  /// The number on the wire.
  public int value() {
    return ordinal();
  }

  public static AuthStat of(int value) throws WireException {
    if (value < 0 || value >= VALUES.length) {
      throw new WireException("auth_stat " + value);
    }
    return VALUES[value];
  }
}

package dev.byway.wire.rpc;

/// Authentication flavors, RFC 5531 §8.2 `auth_flavor`. Numbers and not an enum: a peer may use
/// any, and a server lists them in its MOUNT reply.
public final class AuthFlavor {
  public static final int AUTH_NONE = 0;
  public static final int AUTH_SYS = 1;
  public static final int AUTH_SHORT = 2;
  public static final int AUTH_DH = 3;
  public static final int RPCSEC_GSS = 6;

  private AuthFlavor() {}
}

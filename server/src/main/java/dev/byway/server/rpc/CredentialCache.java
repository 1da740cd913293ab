package dev.byway.server.rpc;

import dev.byway.wire.WireException;
import dev.byway.wire.rpc.AuthFlavor;
import dev.byway.wire.rpc.AuthSys;
import dev.byway.wire.rpc.OpaqueAuth;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The credentials last seen on one connection: the same bytes give the same object, and are parsed
/// once. A client of many users has a few at a time. The connection's thread.
final class CredentialCache {
  private static final int SIZE = 16;

  private final ByteBuffer[] bodies = new ByteBuffer[SIZE];
  private final Credential[] credentials = new Credential[SIZE];
  private int last;
  private int next;
  private @Nullable Credential none;

  /// @return null for a flavor that is not served
  /// @throws WireException malformed
  @Nullable Credential credential(OpaqueAuth auth) throws WireException {
    return switch (auth.flavor()) {
      case AuthFlavor.AUTH_SYS -> sys(auth.body());
      case AuthFlavor.AUTH_NONE -> none();
      default -> null;
    };
  }

  private Credential none() {
    Credential known = none;
    if (known == null) {
      known = Credential.none();
      none = known;
    }
    return known;
  }

  private Credential sys(ByteBuffer body) throws WireException {
    if (body.equals(bodies[last])) {
      return credentials[last];
    }
    for (int i = 0; i < SIZE; i++) {
      if (body.equals(bodies[i])) {
        last = i;
        return credentials[i];
      }
    }
    Credential credential = parsed(AuthSys.decode(body));
    bodies[next] = ByteBuffer.allocate(body.remaining()).put(body.duplicate()).flip();
    credentials[next] = credential;
    last = next;
    next = (next + 1) % SIZE;
    return credential;
  }

  private static Credential parsed(AuthSys parms) {
    return Credential.sys(parms.uid(), parms.gid(), parms.gids(), parms.machinename().toString());
  }
}

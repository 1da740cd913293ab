package dev.byway.client.rpc;

import dev.byway.vfs.Caller;
import dev.byway.wire.rpc.AuthSys;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.xdr.XdrString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Who a call is made as.
public final class Credential {
  /// AUTH_NONE.
  public static final OpaqueAuth NONE = OpaqueAuth.NONE;

  private Credential() {}

  /// AUTH_SYS with the caller's ids. Of the supplementary groups only the first 16 fit (RFC 5531
  /// appendix A); further ones are left out, as every NFS client does, and the server decides with
  /// what it got. Encode it once and keep it.
  ///
  /// @param machineName for the server's logs, cut to 255 bytes
  public static OpaqueAuth sys(Caller caller, String machineName) {
    byte[] name = machineName.getBytes(StandardCharsets.UTF_8);
    int[] groups = caller.groups();
    return new AuthSys(
            0,
            XdrString.of(Arrays.copyOf(name, Math.min(name.length, AuthSys.MAX_MACHINENAME))),
            caller.uid(),
            caller.gid(),
            Arrays.copyOf(groups, Math.min(groups.length, AuthSys.MAX_GIDS)))
        .toOpaqueAuth();
  }
}

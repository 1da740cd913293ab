package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.SecinfoNoName4;
import dev.byway.wire.rpc.AuthFlavor;
import java.util.List;

/// SECINFO_NO_NAME, RFC 8881 §18.45.
final class SecinfoNoNameOperation implements Operation {
  /// The same everywhere.
  static final SecinfoNoName4.Ok FLAVORS =
      new SecinfoNoName4.Ok(List.of(AuthFlavor.AUTH_SYS, AuthFlavor.AUTH_NONE));

  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    SecinfoNoName4.Args args = SecinfoNoName4.Args.decode(compound.args());
    Target target = compound.current();
    switch (args.style()) {
      case SecinfoNoName4.CURRENT_FH -> {}
      case SecinfoNoName4.PARENT -> Names.parent(compound, target);
      default -> throw new WireException("secinfo_style4 " + args.style());
    }
    compound.current((Target) null);
    FLAVORS.encode(compound.out());
    return NfsStat4.NFS4_OK;
  }
}

package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Secinfo4;

/// SECINFO, RFC 8881 §18.29.
final class SecinfoOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Secinfo4.Args args = Secinfo4.Args.decode(compound.args());
    Names.lookup(compound, compound.current(), Names.of(args.name()));
    compound.current((Target) null);
    SecinfoNoNameOperation.FLAVORS.encode(compound.out());
    return NfsStat4.NFS4_OK;
  }
}

package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Lookup4;
import dev.byway.wire.nfs4.NfsStat4;

/// LOOKUP, RFC 8881 §18.13: also from export to export.
final class LookupOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Lookup4.Args args = Lookup4.Args.decode(compound.args());
    compound.current(Names.lookup(compound, compound.current(), Names.of(args.objname())));
    return NfsStat4.NFS4_OK;
  }
}

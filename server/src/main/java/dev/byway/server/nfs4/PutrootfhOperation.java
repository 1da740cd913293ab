package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Export;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;

/// PUTROOTFH and PUTPUBFH, RFC 8881 §18.21 and §18.20: where all exports are found.
final class PutrootfhOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Export top = compound.door().exports().table().top();
    compound.current(Target.of(compound.call(), top, top.vfs().root()));
    return NfsStat4.NFS4_OK;
  }
}

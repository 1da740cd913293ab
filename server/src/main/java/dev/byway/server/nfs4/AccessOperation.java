package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Access;
import dev.byway.vfs.Capabilities;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Access4;
import dev.byway.wire.nfs4.NfsStat4;

/// ACCESS, RFC 8881 §18.1, with the bits for extended attributes of RFC 8276 §8.5, which have the
/// rights to the data.
final class AccessOperation implements Operation {
  private static final int XAREAD = 0x40;
  private static final int XAWRITE = 0x80;
  private static final int XALIST = 0x100;

  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Access4.Args args = Access4.Args.decode(compound.args());
    Target target = compound.current();
    int wanted = args.access() & Access.ALL;
    int xattrs = 0;
    boolean has = target.vfs().capabilities().has(Capabilities.Feature.XATTR);
    if (compound.head().minorversion() >= 2 && has) {
      xattrs = args.access() & (XAREAD | XAWRITE | XALIST);
    }
    int asked = wanted;
    asked |= (xattrs & XAREAD) != 0 ? Access.READ : 0;
    asked |= (xattrs & XAWRITE) != 0 ? Access.MODIFY : 0;
    int granted = target.vfs().access(target.caller(), target.node(), asked);
    if (target.rule().readOnly()) {
      granted &= ~(Access.MODIFY | Access.EXTEND | Access.DELETE);
    }
    int all = granted & wanted;
    all |= (granted & Access.READ) != 0 ? xattrs & XAREAD : 0;
    all |= (granted & Access.MODIFY) != 0 ? xattrs & XAWRITE : 0;
    all |= xattrs & XALIST;
    new Access4.Ok(wanted | xattrs, all).encode(compound.out());
    return NfsStat4.NFS4_OK;
  }
}

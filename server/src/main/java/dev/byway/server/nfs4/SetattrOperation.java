package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.SetAttributes;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Bitmap4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.Setattr4;
import dev.byway.wire.nfs4.Stateid4;

/// SETATTR, RFC 8881 §18.30. The size is set by the right of an open file where the stateid is
/// one's.
final class SetattrOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Setattr4.Args args = Setattr4.Args.decode(compound.args());
    try {
      set(compound, args);
    } catch (Nfs4Exception e) {
      return failed(compound, e.status());
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EAGAIN && compound.call().nowait()) {
        throw e;
      }
      return failed(compound, NfsStat4Mapping.of(e.errno()));
    }
    args.objAttributes().attrmask().encode(compound.out());
    return NfsStat4.NFS4_OK;
  }

  private static NfsStat4 failed(Compound compound, NfsStat4 status) {
    Bitmap4.EMPTY.encode(compound.out());
    return status;
  }

  private static void set(Compound compound, Setattr4.Args args)
      throws WireException, ErrnoException, Nfs4Exception {
    Target target = compound.current();
    SetAttributes wanted = SettableAttributes.of(args.objAttributes(), target.export());
    target.requireChangeable();
    OpenFile open = null;
    Long size = wanted.size();
    if (size != null) {
      Stateid4 stateid = compound.meant(args.stateid());
      if (stateid.isSpecial()) {
        compound.door().files().requireNotDenied(target.node(), Open4.WRITE);
      } else {
        open = compound.state(stateid).open().writer();
      }
    }
    if (open != null && wanted.withSize(null).isEmpty()) {
      open.setattr(target.caller(), wanted);
    } else {
      target.vfs().setattr(target.caller(), target.node(), wanted, null, open != null);
    }
    if (wanted.mode() != null || wanted.uid() != null || wanted.gid() != null) {
      compound.door().openFiles().drop(target.node());
    }
    target.settle(target.node());
  }
}

package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Attributes;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Bitmap4;
import dev.byway.wire.nfs4.Fattr4;
import dev.byway.wire.nfs4.FattrNumber;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Verify4;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;

/// VERIFY and NVERIFY, RFC 8881 §18.30 and §18.15: go on only if attributes are, or are not, the
/// same.
final class VerifyOperation implements Operation {
  private final boolean wanted;

  /// @param wanted whether they shall be the same
  VerifyOperation(boolean wanted) {
    this.wanted = wanted;
  }

  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Verify4.Args args = Verify4.Args.decode(compound.args());
    Target target = compound.current();
    Bitmap4 asked = args.objAttributes().attrmask();
    if (asked.has(FattrNumber.RDATTR_ERROR)
        || asked.has(FattrNumber.TIME_ACCESS_SET)
        || asked.has(FattrNumber.TIME_MODIFY_SET)) {
      return NfsStat4.NFS4ERR_INVAL;
    }
    if (!asked.minus(Attributes4.supported(target.export())).isEmpty()) {
      return NfsStat4.NFS4ERR_ATTRNOTSUPP;
    }
    Attributes attributes = target.vfs().getattr(target.caller(), target.node());
    compound.ensure(Attributes4.MAX_SIZE);
    XdrWriter out = compound.out();
    int begin = out.position();
    new Attributes4(compound, target, attributes).encode(asked);
    ByteBuffer actual = out.slice(begin - out.position(), out.position() - begin);
    out.rewind(begin);
    Fattr4 is = Fattr4.decode(new XdrReader(actual));
    boolean same = is.values().equals(args.objAttributes().values());
    if (same != wanted) {
      return wanted ? NfsStat4.NFS4ERR_NOT_SAME : NfsStat4.NFS4ERR_SAME;
    }
    return NfsStat4.NFS4_OK;
  }
}

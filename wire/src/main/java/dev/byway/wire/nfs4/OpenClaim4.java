package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// `open_claim4`, RFC 8881 §18.16: which file, and by what right.
public sealed interface OpenClaim4 {
  static OpenClaim4 decode(XdrReader reader) throws WireException {
    int claim = reader.int32();
    return switch (claim) {
      case 0 -> new Null(reader.string(Nfs4.MAX_NAME));
      case 1 -> new Previous(reader.int32());
      case 2 -> new DelegateCur(Stateid4.decode(reader), reader.string(Nfs4.MAX_NAME));
      case 3 -> new DelegatePrev(reader.string(Nfs4.MAX_NAME));
      case 4 -> Fh.FH;
      case 5 -> new DelegCurFh(Stateid4.decode(reader));
      case 6 -> DelegPrevFh.DELEG_PREV_FH;
      default -> throw new WireException("open_claim_type4 " + claim);
    };
  }

  void encode(XdrWriter writer);

  /// CLAIM_NULL: a name in the current directory.
  record Null(XdrString file) implements OpenClaim4 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(0);
      writer.string(file);
    }
  }

  /// CLAIM_PREVIOUS: the current file was open before the server was restarted.
  ///
  /// @param delegateType the delegation that was held
  record Previous(int delegateType) implements OpenClaim4 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(1);
      writer.int32(delegateType);
    }
  }

  /// CLAIM_DELEGATE_CUR.
  record DelegateCur(Stateid4 delegateStateid, XdrString file) implements OpenClaim4 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(2);
      delegateStateid.encode(writer);
      writer.string(file);
    }
  }

  /// CLAIM_DELEGATE_PREV.
  record DelegatePrev(XdrString file) implements OpenClaim4 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(3);
      writer.string(file);
    }
  }

  /// CLAIM_FH: the current file.
  record Fh() implements OpenClaim4 {
    public static final Fh FH = new Fh();

    @Override
    public void encode(XdrWriter writer) {
      writer.int32(4);
    }
  }

  /// CLAIM_DELEG_CUR_FH.
  record DelegCurFh(Stateid4 delegateStateid) implements OpenClaim4 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(5);
      delegateStateid.encode(writer);
    }
  }

  /// CLAIM_DELEG_PREV_FH.
  record DelegPrevFh() implements OpenClaim4 {
    public static final DelegPrevFh DELEG_PREV_FH = new DelegPrevFh();

    @Override
    public void encode(XdrWriter writer) {
      writer.int32(6);
    }
  }
}

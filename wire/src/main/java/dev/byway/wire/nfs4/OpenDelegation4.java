package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `open_delegation4`, RFC 8881 §18.16.
public sealed interface OpenDelegation4 {
  static OpenDelegation4 decode(XdrReader reader) throws WireException {
    int type = reader.int32();
    return switch (type) {
      case 0 -> None.NONE;
      case 1 -> new Read(Stateid4.decode(reader), reader.bool(), Nfsace4.decode(reader));
      case 3 -> NoneExt.decodeRest(reader);
      default -> throw new WireException("open_delegation_type4 " + type);
    };
  }

  void encode(XdrWriter writer);

  /// OPEN_DELEGATE_NONE.
  record None() implements OpenDelegation4 {
    public static final None NONE = new None();

    @Override
    public void encode(XdrWriter writer) {
      writer.int32(0);
    }
  }

  /// OPEN_DELEGATE_READ.
  ///
  /// @param permissions who may open the file without asking
  record Read(Stateid4 stateid, boolean recall, Nfsace4 permissions) implements OpenDelegation4 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(1);
      stateid.encode(writer);
      writer.bool(recall);
      permissions.encode(writer);
    }
  }

  /// OPEN_DELEGATE_NONE_EXT: there is none, and why (`why_no_delegation4`).
  ///
  /// @param willSignal for [#CONTENTION] and [#RESOURCE]: the server will say when there can be one
  record NoneExt(int why, boolean willSignal) implements OpenDelegation4 {
    public static final int NOT_WANTED = 0;
    public static final int CONTENTION = 1;
    public static final int RESOURCE = 2;
    public static final int NOT_SUPP_FTYPE = 3;

    static NoneExt decodeRest(XdrReader reader) throws WireException {
      int why = reader.int32();
      return new NoneExt(why, (why == CONTENTION || why == RESOURCE) && reader.bool());
    }

    @Override
    public void encode(XdrWriter writer) {
      writer.int32(3);
      writer.int32(why);
      if (why == CONTENTION || why == RESOURCE) {
        writer.bool(willSignal);
      }
    }
  }
}

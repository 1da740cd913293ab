package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `createhow3`, RFC 1813 §3.3.8: an arm for each `createmode3`.
///
///     union createhow3 switch (createmode3 mode) {
///     case UNCHECKED:
///     case GUARDED:   sattr3 obj_attributes;
///     case EXCLUSIVE: createverf3 verf;
///     };
public sealed interface Createhow3 {
  int UNCHECKED = 0;
  int GUARDED = 1;
  int EXCLUSIVE = 2;

  void encode(XdrWriter writer);

  static Createhow3 decode(XdrReader reader) throws WireException {
    int mode = reader.int32();
    return switch (mode) {
      case UNCHECKED -> new Unchecked(Sattr3.decode(reader));
      case GUARDED -> new Guarded(Sattr3.decode(reader));
      case EXCLUSIVE -> new Exclusive(reader.int64());
      default -> throw new WireException("createmode3 " + mode);
    };
  }

  /// A file that exists already is good too.
  record Unchecked(Sattr3 objAttributes) implements Createhow3 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(UNCHECKED);
      objAttributes.encode(writer);
    }
  }

  /// NFS3ERR_EXIST when there is one already.
  record Guarded(Sattr3 objAttributes) implements Createhow3 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(GUARDED);
      objAttributes.encode(writer);
    }
  }

  /// NFS3ERR_EXIST unless the file was made by a CREATE with this verifier: a retransmission is not
  /// taken for a second file. The attributes are set by a SETATTR afterwards.
  ///
  /// @param verf the eight bytes of `createverf3`
  record Exclusive(long verf) implements Createhow3 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(EXCLUSIVE);
      writer.int64(verf);
    }
  }
}

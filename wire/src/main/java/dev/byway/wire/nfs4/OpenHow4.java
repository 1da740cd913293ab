package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `openflag4` and `createhow4`, RFC 8881 §18.16: whether OPEN makes the file, and how.
public sealed interface OpenHow4 {
  static OpenHow4 decode(XdrReader reader) throws WireException {
    int opentype = reader.int32();
    if (opentype == 0) {
      return NoCreate.NO_CREATE;
    }
    if (opentype != 1) {
      throw new WireException("opentype4 " + opentype);
    }
    int mode = reader.int32();
    return switch (mode) {
      case 0 -> new Unchecked(Fattr4.decode(reader));
      case 1 -> new Guarded(Fattr4.decode(reader));
      case 2 -> new Exclusive(reader.int64());
      case 3 -> new Exclusive1(reader.int64(), Fattr4.decode(reader));
      default -> throw new WireException("createmode4 " + mode);
    };
  }

  void encode(XdrWriter writer);

  /// OPEN4_NOCREATE.
  record NoCreate() implements OpenHow4 {
    public static final NoCreate NO_CREATE = new NoCreate();

    @Override
    public void encode(XdrWriter writer) {
      writer.int32(0);
    }
  }

  /// UNCHECKED4: takes the file that is there.
  record Unchecked(Fattr4 attrs) implements OpenHow4 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(1);
      writer.int32(0);
      attrs.encode(writer);
    }
  }

  /// GUARDED4.
  record Guarded(Fattr4 attrs) implements OpenHow4 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(1);
      writer.int32(1);
      attrs.encode(writer);
    }
  }

  /// EXCLUSIVE4.
  record Exclusive(long verf) implements OpenHow4 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(1);
      writer.int32(2);
      writer.int64(verf);
    }
  }

  /// EXCLUSIVE4_1.
  record Exclusive1(long verf, Fattr4 attrs) implements OpenHow4 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(1);
      writer.int32(3);
      writer.int64(verf);
      attrs.encode(writer);
    }
  }
}

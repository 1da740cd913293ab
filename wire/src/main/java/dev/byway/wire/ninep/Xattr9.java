package dev.byway.wire.ninep;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrString;

/// Extended attributes, 9P2000.L: fids that stand for one value.
public final class Xattr9 {
  private Xattr9() {}

  /// An empty name: the list of names.
  public record Txattrwalk(int fid, int newfid, XdrString name) implements Message {
    static Txattrwalk decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Txattrwalk(reader.int32(), reader.int32(), reader.string());
    }

    @Override
    public MessageType kind() {
      return MessageType.TXATTRWALK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.int32(newfid);
      writer.string(name);
    }
  }

  public record Rxattrwalk(long size) implements Message {
    static Rxattrwalk decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rxattrwalk(reader.int64());
    }

    @Override
    public MessageType kind() {
      return MessageType.RXATTRWALK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int64(size);
    }
  }

  /// What is then written to the fid becomes the value when it is clunked.
  public record Txattrcreate(int fid, XdrString name, long attrSize, int flags) implements Message {
    static Txattrcreate decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Txattrcreate(reader.int32(), reader.string(), reader.int64(), reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TXATTRCREATE;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.string(name);
      writer.int64(attrSize);
      writer.int32(flags);
    }
  }

  public record Rxattrcreate() implements Message {
    static Rxattrcreate decode(NinepReader reader, Dialect dialect) {
      return new Rxattrcreate();
    }

    @Override
    public MessageType kind() {
      return MessageType.RXATTRCREATE;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {}
  }
}

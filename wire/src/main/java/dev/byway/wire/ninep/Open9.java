package dev.byway.wire.ninep;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrString;

/// Opening and creating: open(5), and the calls of 9P2000.L.
public final class Open9 {
  private Open9() {}

  public record Tlopen(int fid, int flags) implements Message {
    static Tlopen decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tlopen(reader.int32(), reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TLOPEN;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.int32(flags);
    }
  }

  /// iounit: most bytes of one read or write, 0 for what msize allows.
  public record Rlopen(Qid qid, int iounit) implements Message {
    static Rlopen decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rlopen(Qid.decode(reader), reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.RLOPEN;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      qid.encode(writer);
      writer.int32(iounit);
    }
  }

  /// The fid of the directory becomes that of the open file.
  public record Tlcreate(int fid, XdrString name, int flags, int mode, int gid) implements Message {
    static Tlcreate decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tlcreate(
          reader.int32(), reader.string(), reader.int32(), reader.int32(), reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TLCREATE;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.string(name);
      writer.int32(flags);
      writer.int32(mode);
      writer.int32(gid);
    }
  }

  public record Rlcreate(Qid qid, int iounit) implements Message {
    static Rlcreate decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rlcreate(Qid.decode(reader), reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.RLCREATE;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      qid.encode(writer);
      writer.int32(iounit);
    }
  }

  /// 9P2000 and 9P2000.u.
  public record Topen(int fid, int mode) implements Message {
    static Topen decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Topen(reader.int32(), reader.uint8());
    }

    @Override
    public MessageType kind() {
      return MessageType.TOPEN;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.int8(mode);
    }
  }

  public record Ropen(Qid qid, int iounit) implements Message {
    static Ropen decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Ropen(Qid.decode(reader), reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.ROPEN;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      qid.encode(writer);
      writer.int32(iounit);
    }
  }

  /// 9P2000 and 9P2000.u, which has the extension: the target of a link, `b 8 0` of a device.
  public record Tcreate(int fid, XdrString name, int perm, int mode, XdrString extension)
      implements Message {
    static Tcreate decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tcreate(
          reader.int32(),
          reader.string(),
          reader.int32(),
          reader.uint8(),
          dialect.hasNumbers() ? reader.string() : XdrString.EMPTY);
    }

    @Override
    public MessageType kind() {
      return MessageType.TCREATE;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.string(name);
      writer.int32(perm);
      writer.int8(mode);
      if (dialect.hasNumbers()) {
        writer.string(extension);
      }
    }
  }

  public record Rcreate(Qid qid, int iounit) implements Message {
    static Rcreate decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rcreate(Qid.decode(reader), reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.RCREATE;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      qid.encode(writer);
      writer.int32(iounit);
    }
  }
}

package dev.byway.wire.ninep;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrString;

/// Locks of byte ranges, 9P2000.L.
public final class Lock9 {
  private Lock9() {}

  /// A length of 0 goes to the end of the file.
  public record Tlock(
      int fid, int type, int flags, long start, long length, int procId, XdrString clientId)
      implements Message {
    static Tlock decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tlock(
          reader.int32(),
          reader.uint8(),
          reader.int32(),
          reader.int64(),
          reader.int64(),
          reader.int32(),
          reader.string());
    }

    @Override
    public MessageType kind() {
      return MessageType.TLOCK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.int8(type);
      writer.int32(flags);
      writer.int64(start);
      writer.int64(length);
      writer.int32(procId);
      writer.string(clientId);
    }
  }

  public record Rlock(int status) implements Message {
    static Rlock decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rlock(reader.uint8());
    }

    @Override
    public MessageType kind() {
      return MessageType.RLOCK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int8(status);
    }
  }

  public record Tgetlock(int fid, int type, long start, long length, int procId, XdrString clientId)
      implements Message {
    static Tgetlock decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tgetlock(
          reader.int32(),
          reader.uint8(),
          reader.int64(),
          reader.int64(),
          reader.int32(),
          reader.string());
    }

    @Override
    public MessageType kind() {
      return MessageType.TGETLOCK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.int8(type);
      writer.int64(start);
      writer.int64(length);
      writer.int32(procId);
      writer.string(clientId);
    }
  }

  public record Rgetlock(int type, long start, long length, int procId, XdrString clientId)
      implements Message {
    static Rgetlock decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rgetlock(
          reader.uint8(), reader.int64(), reader.int64(), reader.int32(), reader.string());
    }

    @Override
    public MessageType kind() {
      return MessageType.RGETLOCK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int8(type);
      writer.int64(start);
      writer.int64(length);
      writer.int32(procId);
      writer.string(clientId);
    }
  }
}

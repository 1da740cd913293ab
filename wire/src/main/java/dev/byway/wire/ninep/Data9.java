package dev.byway.wire.ninep;

import dev.byway.wire.WireException;
import java.nio.ByteBuffer;

/// Reading, writing and listing: read(5), and the calls of 9P2000.L.
public final class Data9 {
  /// From the end of the header to the first byte of data in an Rread or Rreaddir.
  public static final int DATA_OFFSET = Integer.BYTES;

  private Data9() {}

  /// The body of an Rread or Rreaddir around `count` bytes that are in the buffer already,
  /// [#DATA_OFFSET] bytes from here: a server copies nothing.
  public static void encodeFilled(NinepWriter writer, int count) {
    writer.int32(count);
    writer.filled(count);
  }

  public record Tread(int fid, long offset, int count) implements Message {
    static Tread decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tread(reader.int32(), reader.int64(), reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TREAD;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.int64(offset);
      writer.int32(count);
    }
  }

  /// @param data after decoding, a view of the message, which lives as long as its buffer
  public record Rread(ByteBuffer data) implements Message {
    static Rread decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rread(reader.slice(reader.int32()));
    }

    @Override
    public MessageType kind() {
      return MessageType.RREAD;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(data.remaining());
      writer.bytes(data);
    }
  }

  /// @param data after decoding, a view of the message, which lives as long as its buffer
  public record Twrite(int fid, long offset, ByteBuffer data) implements Message {
    static Twrite decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Twrite(reader.int32(), reader.int64(), reader.slice(reader.int32()));
    }

    @Override
    public MessageType kind() {
      return MessageType.TWRITE;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.int64(offset);
      writer.int32(data.remaining());
      writer.bytes(data);
    }
  }

  public record Rwrite(int count) implements Message {
    static Rwrite decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rwrite(reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.RWRITE;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(count);
    }
  }

  /// From the offset of the last entry that was read, or 0.
  public record Treaddir(int fid, long offset, int count) implements Message {
    static Treaddir decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Treaddir(reader.int32(), reader.int64(), reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TREADDIR;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.int64(offset);
      writer.int32(count);
    }
  }

  /// Entries as [Dirent9]; none at the end.
  ///
  /// @param data after decoding, a view of the message, which lives as long as its buffer
  public record Rreaddir(ByteBuffer data) implements Message {
    static Rreaddir decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rreaddir(reader.slice(reader.int32()));
    }

    @Override
    public MessageType kind() {
      return MessageType.RREADDIR;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(data.remaining());
      writer.bytes(data);
    }
  }

  public record Tfsync(int fid, int datasync) implements Message {
    static Tfsync decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tfsync(reader.int32(), reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TFSYNC;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.int32(datasync);
    }
  }

  public record Rfsync() implements Message {
    static Rfsync decode(NinepReader reader, Dialect dialect) {
      return new Rfsync();
    }

    @Override
    public MessageType kind() {
      return MessageType.RFSYNC;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {}
  }
}

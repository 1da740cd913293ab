package dev.byway.wire.ninep;

import dev.byway.wire.WireException;

/// stat(5), of 9P2000 and 9P2000.u.
public final class Stat9 {
  private Stat9() {}

  public record Tstat(int fid) implements Message {
    static Tstat decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tstat(reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TSTAT;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
    }
  }

  public record Rstat(Stat stat) implements Message {
    static Rstat decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rstat(Stat.decode(reader, dialect));
    }

    @Override
    public MessageType kind() {
      return MessageType.RSTAT;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      stat.encode(writer, dialect);
    }
  }

  /// What is all ones, or an empty text, stays.
  public record Twstat(int fid, Stat stat) implements Message {
    static Twstat decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Twstat(reader.int32(), Stat.decode(reader, dialect));
    }

    @Override
    public MessageType kind() {
      return MessageType.TWSTAT;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      stat.encode(writer, dialect);
    }
  }

  public record Rwstat() implements Message {
    static Rwstat decode(NinepReader reader, Dialect dialect) {
      return new Rwstat();
    }

    @Override
    public MessageType kind() {
      return MessageType.RWSTAT;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {}
  }
}

package dev.byway.wire.ninep;

import dev.byway.wire.WireException;

/// What a file is to a 9P server: intro(5).
///
/// @param type bits of [Ninep], the upper byte of a mode of 9P2000
/// @param version changes with the data, where the server says so at all, unsigned
/// @param path no two files of a server have the same, unsigned
public record Qid(int type, int version, long path) {
  /// Bytes on the wire.
  public static final int SIZE = 13;

  public static Qid decode(NinepReader reader) throws WireException {
    return new Qid(reader.uint8(), reader.int32(), reader.int64());
  }

  public void encode(NinepWriter writer) {
    writer.int8(type);
    writer.int32(version);
    writer.int64(path);
  }
}

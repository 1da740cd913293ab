package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `stateid4`, RFC 8881 §3.3.12 and §8.2: which open, lock or delegation, and which of its
/// versions.
///
///     struct stateid4 { uint32_t seqid; opaque other[12]; };
///
/// @param seqid unsigned; 0 is the newest version
/// @param high the first eight bytes of `other`
/// @param low the last four
public record Stateid4(int seqid, long high, int low) {
  /// Bytes on the wire.
  public static final int SIZE = 16;

  /// Nobody's state: reads and writes that no open stands for, §8.2.3.
  public static final Stateid4 ANONYMOUS = new Stateid4(0, 0, 0);

  /// As [#ANONYMOUS]; a READ with it may pass over deny modes.
  public static final Stateid4 READ_BYPASS = new Stateid4(-1, -1, -1);

  /// The stateid that an operation before in the same COMPOUND left.
  public static final Stateid4 CURRENT = new Stateid4(1, 0, 0);

  /// Never anybody's.
  public static final Stateid4 INVALID = new Stateid4(-1, 0, 0);

  public boolean isSpecial() {
    return high == 0 && low == 0 || high == -1 && low == -1;
  }

  public static Stateid4 decode(XdrReader reader) throws WireException {
    return new Stateid4(reader.int32(), reader.int64(), reader.int32());
  }

  public void encode(XdrWriter writer) {
    writer.int32(seqid);
    writer.int64(high);
    writer.int32(low);
  }
}

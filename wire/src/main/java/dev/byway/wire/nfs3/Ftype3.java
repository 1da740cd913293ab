package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `ftype3`, RFC 1813 §2.6, in the order of its numbers, which begin at 1.
public enum Ftype3 {
  /// Regular file.
  NF3REG,
  NF3DIR,
  /// Block device.
  NF3BLK,
  /// Character device.
  NF3CHR,
  /// Symbolic link.
  NF3LNK,
  NF3SOCK,
  NF3FIFO;

  private static final Ftype3[] VALUES = values();

  /// The number on the wire.
  public int value() {
    return ordinal() + 1;
  }

  public void encode(XdrWriter writer) {
    writer.int32(value());
  }

  public static Ftype3 decode(XdrReader reader) throws WireException {
    int value = reader.int32();
    if (value < 1 || value > VALUES.length) {
      throw new WireException("ftype3 " + value);
    }
    return VALUES[value - 1];
  }
}

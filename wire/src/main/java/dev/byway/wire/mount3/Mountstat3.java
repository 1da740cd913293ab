package dev.byway.wire.mount3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `mountstat3`, RFC 1813 §5.1.5. Version 1 answers with the same numbers.
public enum Mountstat3 {
  MNT3_OK(0),
  /// Not owner.
  MNT3ERR_PERM(1),
  MNT3ERR_NOENT(2),
  MNT3ERR_IO(5),
  /// Permission denied: the path is not exported, or not to this client.
  MNT3ERR_ACCES(13),
  MNT3ERR_NOTDIR(20),
  MNT3ERR_INVAL(22),
  MNT3ERR_NAMETOOLONG(63),
  MNT3ERR_NOTSUPP(10004),
  MNT3ERR_SERVERFAULT(10006);

  private static final Mountstat3[] VALUES = values();

  private final int value;

  Mountstat3(int value) {
    this.value = value;
  }

  /// The number on the wire.
  public int value() {
    return value;
  }

  public void encode(XdrWriter writer) {
    writer.int32(value);
  }

  /// @throws WireException a number that RFC 1813 does not have
  public static Mountstat3 decode(XdrReader reader) throws WireException {
    int value = reader.int32();
    for (Mountstat3 stat : VALUES) {
      if (stat.value == value) {
        return stat;
      }
    }
    throw new WireException("mountstat3 " + value);
  }
}

package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `nfs_lock_type4`, RFC 8881 §3.2.
public enum LockType4 {
  READ_LT,
  WRITE_LT,
  /// A reader who will wait.
  READW_LT,
  /// A writer who will wait.
  WRITEW_LT;

  /// Whether others may hold locks of this kind too.
  public boolean isRead() {
    return this == READ_LT || this == READW_LT;
  }

  /// Whether the client will come back when it is denied.
  public boolean isBlocking() {
    return this == READW_LT || this == WRITEW_LT;
  }

  private static final LockType4[] VALUES = values();

  public void encode(XdrWriter writer) {
    writer.int32(ordinal() + 1);
  }

  public static LockType4 decode(XdrReader reader) throws WireException {
    int value = reader.int32() - 1;
    if (value < 0 || value >= VALUES.length) {
      throw new WireException("nfs_lock_type4 " + value);
    }
    return VALUES[value];
  }
}

package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `nfs_ftype4`, RFC 8881 §3.2: the kinds of files.
public enum FsType4 {
  NF4REG,
  NF4DIR,
  NF4BLK,
  NF4CHR,
  NF4LNK,
  NF4SOCK,
  NF4FIFO,
  NF4ATTRDIR,
  NF4NAMEDATTR;

  private static final FsType4[] VALUES = values();

  public void encode(XdrWriter writer) {
    writer.int32(ordinal() + 1);
  }

  public static FsType4 decode(XdrReader reader) throws WireException {
    int value = reader.int32() - 1;
    if (value < 0 || value >= VALUES.length) {
      throw new WireException("nfs_ftype4 " + value);
    }
    return VALUES[value];
  }
}

package dev.byway.wire.ninep;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrString;

/// One entry of an Rreaddir.
///
/// @param offset where to go on after this entry
/// @param type as `d_type` of readdir(3); 0 when it is not known
public record Dirent9(Qid qid, long offset, int type, XdrString name) {
  private static final int FIXED = Qid.SIZE + Long.BYTES + Byte.BYTES + Short.BYTES;

  /// Bytes of an entry with a name of this length.
  public static int size(int nameLength) {
    return FIXED + nameLength;
  }

  public static Dirent9 decode(NinepReader reader) throws WireException {
    return new Dirent9(Qid.decode(reader), reader.int64(), reader.uint8(), reader.string());
  }

  public void encode(NinepWriter writer) {
    qid.encode(writer);
    writer.int64(offset);
    writer.int8(type);
    writer.string(name);
  }
}

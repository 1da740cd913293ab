package dev.byway.wire.ninep;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrString;

/// A machine-independent directory entry: stat(5). The last four are of 9P2000.u only.
///
/// @param mode permission bits and `DM` bits
/// @param atime seconds, unsigned, as `mtime`
/// @param length bytes, unsigned; 0 of a directory
/// @param name the last part of the path
/// @param extension the target of a link, `b 8 0` of a device
public record Stat(
    int type,
    int dev,
    Qid qid,
    int mode,
    int atime,
    int mtime,
    long length,
    XdrString name,
    XdrString uid,
    XdrString gid,
    XdrString muid,
    XdrString extension,
    int nUid,
    int nGid,
    int nMuid) {

  private static final int FIXED = 2 + 4 + Qid.SIZE + 4 + 4 + 4 + 8;

  /// The body of Rstat and Twstat: the entry with its length before it, once more.
  static Stat decode(NinepReader reader, Dialect dialect) throws WireException {
    int length = reader.uint16();
    int after = reader.remaining() - length;
    Stat stat = decodeEntry(reader, dialect);
    if (reader.remaining() != after) {
      throw new WireException("stat of " + length + " bytes");
    }
    return stat;
  }

  /// One entry, as the data of a directory has them one after the other.
  public static Stat decodeEntry(NinepReader reader, Dialect dialect) throws WireException {
    int length = reader.uint16();
    int after = reader.remaining() - length;
    Stat stat =
        new Stat(
            reader.uint16(),
            reader.int32(),
            Qid.decode(reader),
            reader.int32(),
            reader.int32(),
            reader.int32(),
            reader.int64(),
            reader.string(),
            reader.string(),
            reader.string(),
            reader.string(),
            dialect.hasNumbers() ? reader.string() : XdrString.EMPTY,
            dialect.hasNumbers() ? reader.int32() : Ninep.NONUNAME,
            dialect.hasNumbers() ? reader.int32() : Ninep.NONUNAME,
            dialect.hasNumbers() ? reader.int32() : Ninep.NONUNAME);
    if (reader.remaining() != after) {
      throw new WireException("entry of " + length + " bytes");
    }
    return stat;
  }

  /// Bytes of [#encodeEntry], at most 65,535.
  public int entrySize(Dialect dialect) {
    int texts = name.length() + uid.length() + gid.length() + muid.length() + 4 * Short.BYTES;
    int numbers = dialect.hasNumbers() ? Short.BYTES + extension.length() + 3 * Integer.BYTES : 0;
    return Short.BYTES + FIXED + texts + numbers;
  }

  void encode(NinepWriter writer, Dialect dialect) {
    writer.int16(entrySize(dialect));
    encodeEntry(writer, dialect);
  }

  public void encodeEntry(NinepWriter writer, Dialect dialect) {
    writer.int16(entrySize(dialect) - Short.BYTES);
    writer.int16(type);
    writer.int32(dev);
    qid.encode(writer);
    writer.int32(mode);
    writer.int32(atime);
    writer.int32(mtime);
    writer.int64(length);
    writer.string(name);
    writer.string(uid);
    writer.string(gid);
    writer.string(muid);
    if (dialect.hasNumbers()) {
      writer.string(extension);
      writer.int32(nUid);
      writer.int32(nGid);
      writer.int32(nMuid);
    }
  }
}

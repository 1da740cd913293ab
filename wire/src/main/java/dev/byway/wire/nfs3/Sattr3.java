package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// `sattr3`, RFC 1813 §2.6: the attributes to set. What is null stays.
///
///     struct sattr3 {
///         set_mode3 mode; set_uid3 uid; set_gid3 gid; set_size3 size;
///         set_atime atime; set_mtime mtime;
///     };
///
/// @param mode the low 12 bits
/// @param uid unsigned
/// @param gid unsigned
/// @param size bytes, unsigned
public record Sattr3(
    @Nullable Integer mode,
    @Nullable Integer uid,
    @Nullable Integer gid,
    @Nullable Long size,
    SetTime3 atime,
    SetTime3 mtime) {
  /// Sets nothing.
  public static final Sattr3 NONE =
      new Sattr3(
          null, null, null, null, SetTime3.DontChange.INSTANCE, SetTime3.DontChange.INSTANCE);

  public static Sattr3 decode(XdrReader reader) throws WireException {
    return new Sattr3(
        optionalInt(reader),
        optionalInt(reader),
        optionalInt(reader),
        reader.bool() ? (Long) reader.int64() : null,
        SetTime3.decode(reader),
        SetTime3.decode(reader));
  }

  public void encode(XdrWriter writer) {
    optionalInt(writer, mode);
    optionalInt(writer, uid);
    optionalInt(writer, gid);
    writer.bool(size != null);
    if (size != null) {
      writer.int64(size);
    }
    atime.encode(writer);
    mtime.encode(writer);
  }

  private static @Nullable Integer optionalInt(XdrReader reader) throws WireException {
    return reader.bool() ? (Integer) reader.int32() : null;
  }

  private static void optionalInt(XdrWriter writer, @Nullable Integer value) {
    writer.bool(value != null);
    if (value != null) {
      writer.int32(value);
    }
  }
}

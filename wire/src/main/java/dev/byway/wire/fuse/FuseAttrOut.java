package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// Reply to GETATTR and SETATTR.
///
///     struct fuse_attr_out { uint64_t attr_valid; uint32_t attr_valid_nsec;
///         uint32_t dummy; struct fuse_attr attr; };
///
/// @param attrValid seconds for which the attributes may be remembered
public record FuseAttrOut(long attrValid, int attrValidNanos, FuseAttr attr) {
  /// Bytes on the wire.
  public static final int SIZE = 104;

  public static FuseAttrOut decode(FuseReader reader) throws WireException {
    long attrValid = reader.int64();
    int attrValidNanos = reader.int32();
    reader.skip(4);
    FuseAttr attr = FuseAttr.decode(reader);
    return new FuseAttrOut(attrValid, attrValidNanos, attr);
  }

  public void encode(FuseWriter writer) {
    writer.int64(attrValid);
    writer.int32(attrValidNanos);
    writer.zeros(4);
    attr.encode(writer);
  }
}

package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// Stands before every reply and every notice.
///
///     struct fuse_out_header { uint32_t len; int32_t error; uint64_t unique; };
///
/// @param len bytes of the whole message
/// @param error 0, or a negative errno and nothing after this header; of a notice, its
///     [FuseNotify] code
/// @param unique the request's; 0 of a notice
public record FuseOutHeader(int len, int error, long unique) {
  /// Bytes on the wire.
  public static final int SIZE = 16;

  public static FuseOutHeader decode(FuseReader reader) throws WireException {
    return new FuseOutHeader(reader.int32(), reader.int32(), reader.int64());
  }

  public void encode(FuseWriter writer) {
    writer.int32(len);
    writer.int32(error);
    writer.int64(unique);
  }
}

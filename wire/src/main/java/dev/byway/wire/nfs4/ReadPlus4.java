package dev.byway.wire.nfs4;

import dev.byway.wire.xdr.XdrWriter;

/// READ_PLUS, RFC 7862 §15.10: as READ, whose arguments it has ([Read4.Args]), but the answer is in
/// segments of data and holes.
public final class ReadPlus4 {
  /// `NFS4_CONTENT_DATA`: an offset, and the bytes.
  public static final int DATA = 0;

  /// `NFS4_CONTENT_HOLE`: an offset, and a length.
  public static final int HOLE = 1;

  /// From the first byte behind the status to the data of the first segment, if that is data: eof,
  /// number of segments, kind, offset, length.
  public static final int DATA_OFFSET = 4 * Integer.BYTES + Long.BYTES;

  /// A hole on the wire.
  public static final int HOLE_SIZE = Integer.BYTES + 2 * Long.BYTES;

  private ReadPlus4() {}

  /// The successful result of one segment of data, `count` bytes that are in the buffer already,
  /// [#DATA_OFFSET] bytes from here. None, where there are none.
  public static void encodeFilled(XdrWriter writer, long offset, int count, boolean eof) {
    writer.bool(eof);
    writer.int32(count == 0 ? 0 : 1);
    if (count > 0) {
      writer.int32(DATA);
      writer.int64(offset);
      writer.int32(count);
      writer.filled(count);
    }
  }

  /// The successful result of one hole.
  public static void encodeHole(XdrWriter writer, long offset, long length, boolean eof) {
    writer.bool(eof);
    writer.int32(1);
    writer.int32(HOLE);
    writer.int64(offset);
    writer.int64(length);
  }
}

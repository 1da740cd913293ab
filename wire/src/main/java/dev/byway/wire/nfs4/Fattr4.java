package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;

/// `fattr4`, RFC 8881 §3.3.9: some attributes, as the bytes that the peer sent.
///
///     struct fattr4 { bitmap4 attrmask; opaque attr_vals<>; };
///
/// @param attrmask which
/// @param values one after the other in the order of their numbers; after decoding, a view of the
///     message
public record Fattr4(Bitmap4 attrmask, ByteBuffer values) {
  /// Longest that is taken: handles, owners and an ACL fit.
  public static final int MAX_VALUES = 1 << 16;

  public static final Fattr4 NONE = new Fattr4(Bitmap4.EMPTY, ByteBuffer.allocate(0));

  public static Fattr4 decode(XdrReader reader) throws WireException {
    return new Fattr4(Bitmap4.decode(reader), reader.opaqueSlice(MAX_VALUES));
  }

  public void encode(XdrWriter writer) {
    attrmask.encode(writer);
    writer.opaque(values);
  }

  /// Begins one that is written value by value.
  ///
  /// @return to be given to [#end]
  public static int begin(XdrWriter writer, Bitmap4 attrmask) {
    attrmask.encode(writer);
    int mark = writer.position();
    writer.int32(0);
    return mark;
  }

  /// All values are written: puts their length before them.
  public static void end(XdrWriter writer, int mark) {
    int end = writer.position();
    writer.rewind(mark);
    writer.int32(end - mark - Integer.BYTES);
    writer.rewind(end);
  }
}

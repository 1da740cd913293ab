package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// `channel_attrs4`, RFC 8881 §18.36: what one direction of a session carries. All numbers
/// unsigned.
///
/// @param rdmaIrd null: not given
public record ChannelAttrs4(
    int headerpadsize,
    int maxrequestsize,
    int maxresponsesize,
    int maxresponsesizeCached,
    int maxoperations,
    int maxrequests,
    @Nullable Integer rdmaIrd) {

  public static ChannelAttrs4 decode(XdrReader reader) throws WireException {
    return new ChannelAttrs4(
        reader.int32(),
        reader.int32(),
        reader.int32(),
        reader.int32(),
        reader.int32(),
        reader.int32(),
        reader.count(1) == 0 ? null : (Integer) reader.int32());
  }

  public void encode(XdrWriter writer) {
    writer.int32(headerpadsize);
    writer.int32(maxrequestsize);
    writer.int32(maxresponsesize);
    writer.int32(maxresponsesizeCached);
    writer.int32(maxoperations);
    writer.int32(maxrequests);
    writer.bool(rdmaIrd != null);
    if (rdmaIrd != null) {
      writer.int32(rdmaIrd);
    }
  }
}

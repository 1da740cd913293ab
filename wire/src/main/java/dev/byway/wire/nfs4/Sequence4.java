package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// SEQUENCE, RFC 8881 §18.46: which request of which session this is.
public final class Sequence4 {
  private Sequence4() {}

  /// @param cachethis the client may ask again, and wants this answer then
  public record Args(
      SessionId4 sessionid, int sequenceid, int slotid, int highestSlotid, boolean cachethis) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(
          SessionId4.decode(reader), reader.int32(), reader.int32(), reader.int32(), reader.bool());
    }

    public void encode(XdrWriter writer) {
      sessionid.encode(writer);
      writer.int32(sequenceid);
      writer.int32(slotid);
      writer.int32(highestSlotid);
      writer.bool(cachethis);
    }
  }

  /// @param statusFlags `SEQ4_STATUS_…`
  public record Ok(
      SessionId4 sessionid,
      int sequenceid,
      int slotid,
      int highestSlotid,
      int targetHighestSlotid,
      int statusFlags) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(
          SessionId4.decode(reader),
          reader.int32(),
          reader.int32(),
          reader.int32(),
          reader.int32(),
          reader.int32());
    }

    public void encode(XdrWriter writer) {
      sessionid.encode(writer);
      writer.int32(sequenceid);
      writer.int32(slotid);
      writer.int32(highestSlotid);
      writer.int32(targetHighestSlotid);
      writer.int32(statusFlags);
    }
  }
}

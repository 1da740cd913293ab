package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.util.List;

/// CREATE_SESSION, RFC 8881 §18.36.
public final class CreateSession4 {
  /// `CREATE_SESSION4_FLAG_PERSIST`: replies are kept over restarts.
  public static final int FLAG_PERSIST = 1;

  /// `CREATE_SESSION4_FLAG_CONN_BACK_CHAN`: the server may call back on this connection.
  public static final int FLAG_CONN_BACK_CHAN = 2;

  /// `CREATE_SESSION4_FLAG_CONN_RDMA`.
  public static final int FLAG_CONN_RDMA = 4;

  private CreateSession4() {}

  public record Args(
      long clientid,
      int sequence,
      int flags,
      ChannelAttrs4 foreChanAttrs,
      ChannelAttrs4 backChanAttrs,
      int cbProgram,
      List<CallbackSec4> secParms) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(
          reader.int64(),
          reader.int32(),
          reader.int32(),
          ChannelAttrs4.decode(reader),
          ChannelAttrs4.decode(reader),
          reader.int32(),
          CallbackSec4.decodeAll(reader));
    }

    public void encode(XdrWriter writer) {
      writer.int64(clientid);
      writer.int32(sequence);
      writer.int32(flags);
      foreChanAttrs.encode(writer);
      backChanAttrs.encode(writer);
      writer.int32(cbProgram);
      CallbackSec4.encodeAll(writer, secParms);
    }
  }

  public record Ok(
      SessionId4 sessionid,
      int sequence,
      int flags,
      ChannelAttrs4 foreChanAttrs,
      ChannelAttrs4 backChanAttrs) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(
          SessionId4.decode(reader),
          reader.int32(),
          reader.int32(),
          ChannelAttrs4.decode(reader),
          ChannelAttrs4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      sessionid.encode(writer);
      writer.int32(sequence);
      writer.int32(flags);
      foreChanAttrs.encode(writer);
      backChanAttrs.encode(writer);
    }
  }
}

package dev.byway.wire.rpc;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// What comes before the results of a call, RFC 5531 §9.
///
///     struct rpc_msg {
///         unsigned int xid;
///         msg_type mtype; /* REPLY 1 */
///         reply_body rbody;
///     };
///
/// @param xid of the call that is answered
public record ReplyHeader(int xid, ReplyBody body) {
  /// `msg_type` of a reply.
  public static final int REPLY = 1;

  /// Bytes that [#encodeSuccess] writes: where the results begin.
  public static final int SUCCESS_SIZE = 4 * Integer.BYTES + OpaqueAuth.NONE_SIZE;

  /// Leaves the reader at the results, if the body is [ReplyBody.Success].
  public static ReplyHeader decode(XdrReader reader) throws WireException {
    int xid = reader.int32();
    int type = reader.int32();
    if (type != REPLY) {
      throw new WireException("msg_type " + type + " is not REPLY");
    }
    return new ReplyHeader(xid, ReplyBody.decode(reader));
  }

  public void encode(XdrWriter writer) {
    writer.int32(xid);
    writer.int32(REPLY);
    body.encode(writer);
  }

  /// MSG_ACCEPTED, verifier AUTH_NONE, SUCCESS: [#SUCCESS_SIZE] bytes, the results follow.
  public static void encodeSuccess(XdrWriter writer, int xid) {
    writer.int32(xid);
    writer.int32(REPLY);
    ReplyBody.Success.NO_VERF.encode(writer);
  }
}

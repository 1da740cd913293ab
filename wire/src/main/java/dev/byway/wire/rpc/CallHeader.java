package dev.byway.wire.rpc;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// What comes before the arguments of a call, RFC 5531 §9.
///
///     struct rpc_msg {                  struct call_body {
///         unsigned int xid;                 unsigned int rpcvers;
///         msg_type mtype; /* CALL 0 */      unsigned int prog;
///         call_body cbody;                  unsigned int vers;
///     };                                    unsigned int proc;
///                                           opaque_auth cred;
///                                           opaque_auth verf;
///                                       };
///
/// @param xid the caller's number for the call
/// @param rpcvers 2; with any other the rest of the header is unknown and stands as zeros and
///     [OpaqueAuth#NONE], and the answer is [ReplyBody.RpcMismatch]
/// @param prog unsigned
/// @param vers unsigned
/// @param proc unsigned
public record CallHeader(
    int xid, int rpcvers, int prog, int vers, int proc, OpaqueAuth cred, OpaqueAuth verf) {
  /// The one version of RPC that there is.
  public static final int RPC_VERSION = 2;

  /// `msg_type` of a call.
  public static final int CALL = 0;

  /// Most bytes of a header on the wire.
  public static final int MAX_SIZE = 6 * Integer.BYTES + 2 * (8 + OpaqueAuth.MAX_BODY);

  /// Leaves the reader at the arguments. Copies nothing: the credential is a view of the message.
  ///
  /// @throws WireException not a call, cut short, or a credential over 400 bytes. There is no
  ///     answer to such a message, as even its first words cannot be trusted: drop it
  public static CallHeader decode(XdrReader reader) throws WireException {
    int xid = reader.int32();
    int type = reader.int32();
    if (type != CALL) {
      throw new WireException("msg_type " + type + " is not CALL");
    }
    int rpcvers = reader.int32();
    if (rpcvers != RPC_VERSION) {
      return new CallHeader(xid, rpcvers, 0, 0, 0, OpaqueAuth.NONE, OpaqueAuth.NONE);
    }
    int prog = reader.int32();
    int vers = reader.int32();
    int proc = reader.int32();
    OpaqueAuth cred = OpaqueAuth.decode(reader);
    OpaqueAuth verf = OpaqueAuth.decode(reader);
    return new CallHeader(xid, rpcvers, prog, vers, proc, cred, verf);
  }

  public void encode(XdrWriter writer) {
    writer.int32(xid);
    writer.int32(CALL);
    writer.int32(rpcvers);
    writer.int32(prog);
    writer.int32(vers);
    writer.int32(proc);
    cred.encode(writer);
    verf.encode(writer);
  }

  /// The header that a client sends: version 2 of RPC, the verifier AUTH_NONE.
  public static void encode(
      XdrWriter writer, int xid, int prog, int vers, int proc, OpaqueAuth cred) {
    writer.int32(xid);
    writer.int32(CALL);
    writer.int32(RPC_VERSION);
    writer.int32(prog);
    writer.int32(vers);
    writer.int32(proc);
    cred.encode(writer);
    OpaqueAuth.NONE.encode(writer);
  }
}

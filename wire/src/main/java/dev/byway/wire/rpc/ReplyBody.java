package dev.byway.wire.rpc;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// How a call was answered, RFC 5531 §9. The two levels of the RFC's unions (`reply_stat`, then
/// `accept_stat` or `reject_stat`) are one here: an arm for each answer.
///
///     union reply_body switch (reply_stat stat) {
///     case MSG_ACCEPTED: accepted_reply areply;
///     case MSG_DENIED:   rejected_reply rreply;
///     };
///     struct accepted_reply {
///         opaque_auth verf;
///         union switch (accept_stat stat) {
///         case SUCCESS:       opaque results[0]; /* the results follow */
///         case PROG_MISMATCH: struct { unsigned int low; unsigned int high; } mismatch_info;
///         default:            void; /* PROG_UNAVAIL, PROC_UNAVAIL, GARBAGE_ARGS, SYSTEM_ERR */
///         } reply_data;
///     };
///     union rejected_reply switch (reject_stat stat) {
///     case RPC_MISMATCH: struct { unsigned int low; unsigned int high; } mismatch_info;
///     case AUTH_ERROR:   auth_stat stat;
///     };
public sealed interface ReplyBody {
  /// `reply_stat`
  int MSG_ACCEPTED = 0;

  int MSG_DENIED = 1;

  /// `accept_stat`
  int SUCCESS = 0;

  int PROG_UNAVAIL = 1;
  int PROG_MISMATCH = 2;
  int PROC_UNAVAIL = 3;
  int GARBAGE_ARGS = 4;
  int SYSTEM_ERR = 5;

  /// `reject_stat`
  int RPC_MISMATCH = 0;

  int AUTH_ERROR = 1;

  void encode(XdrWriter writer);

  static ReplyBody decode(XdrReader reader) throws WireException {
    int stat = reader.int32();
    return switch (stat) {
      case MSG_ACCEPTED -> decodeAccepted(reader);
      case MSG_DENIED -> decodeDenied(reader);
      default -> throw new WireException("reply_stat " + stat);
    };
  }

  private static ReplyBody decodeAccepted(XdrReader reader) throws WireException {
    OpaqueAuth verf = OpaqueAuth.decode(reader);
    int stat = reader.int32();
    return switch (stat) {
      case SUCCESS -> verf == OpaqueAuth.NONE ? Success.NO_VERF : new Success(verf);
      case PROG_UNAVAIL -> new ProgUnavail(verf);
      case PROG_MISMATCH -> new ProgMismatch(verf, reader.int32(), reader.int32());
      case PROC_UNAVAIL -> new ProcUnavail(verf);
      case GARBAGE_ARGS -> new GarbageArgs(verf);
      case SYSTEM_ERR -> new SystemErr(verf);
      default -> throw new WireException("accept_stat " + stat);
    };
  }

  private static ReplyBody decodeDenied(XdrReader reader) throws WireException {
    int stat = reader.int32();
    return switch (stat) {
      case RPC_MISMATCH -> new RpcMismatch(reader.int32(), reader.int32());
      case AUTH_ERROR -> new AuthError(AuthStat.of(reader.int32()));
      default -> throw new WireException("reject_stat " + stat);
    };
  }

  private static void encodeAccepted(XdrWriter writer, OpaqueAuth verf, int stat) {
    writer.int32(MSG_ACCEPTED);
    verf.encode(writer);
    writer.int32(stat);
  }

  /// The procedure ran; its results follow.
  record Success(OpaqueAuth verf) implements ReplyBody {
    public static final Success NO_VERF = new Success(OpaqueAuth.NONE);

    @Override
    public void encode(XdrWriter writer) {
      encodeAccepted(writer, verf, SUCCESS);
    }
  }

  /// No such program here.
  record ProgUnavail(OpaqueAuth verf) implements ReplyBody {
    @Override
    public void encode(XdrWriter writer) {
      encodeAccepted(writer, verf, PROG_UNAVAIL);
    }
  }

  /// The program is here, but not this version.
  ///
  /// @param low lowest version served, unsigned
  /// @param high highest version served, unsigned
  record ProgMismatch(OpaqueAuth verf, int low, int high) implements ReplyBody {
    @Override
    public void encode(XdrWriter writer) {
      encodeAccepted(writer, verf, PROG_MISMATCH);
      writer.int32(low);
      writer.int32(high);
    }
  }

  /// The program has no such procedure.
  record ProcUnavail(OpaqueAuth verf) implements ReplyBody {
    @Override
    public void encode(XdrWriter writer) {
      encodeAccepted(writer, verf, PROC_UNAVAIL);
    }
  }

  /// The arguments could not be decoded.
  record GarbageArgs(OpaqueAuth verf) implements ReplyBody {
    @Override
    public void encode(XdrWriter writer) {
      encodeAccepted(writer, verf, GARBAGE_ARGS);
    }
  }

  /// The server's own fault, memory for example.
  record SystemErr(OpaqueAuth verf) implements ReplyBody {
    @Override
    public void encode(XdrWriter writer) {
      encodeAccepted(writer, verf, SYSTEM_ERR);
    }
  }

  /// The call was not of RPC version 2.
  ///
  /// @param low lowest RPC version served, unsigned
  /// @param high highest RPC version served, unsigned
  record RpcMismatch(int low, int high) implements ReplyBody {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(MSG_DENIED);
      writer.int32(RPC_MISMATCH);
      writer.int32(low);
      writer.int32(high);
    }
  }

  /// The caller was not recognised.
  record AuthError(AuthStat stat) implements ReplyBody {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(MSG_DENIED);
      writer.int32(AUTH_ERROR);
      writer.int32(stat.value());
    }
  }
}

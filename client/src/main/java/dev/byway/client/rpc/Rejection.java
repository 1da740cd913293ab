package dev.byway.client.rpc;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.wire.rpc.ReplyBody;
import org.jspecify.annotations.Nullable;

/// What an RPC-level answer means to a caller.
final class Rejection {
  private Rejection() {}

  /// @return null for success; ENOTSUP when the server does not have the procedure; EACCES when it
  ///     does not take the credential; EIO for its own trouble; EPROTO when it does not understand
  static @Nullable ErrnoException of(ReplyBody body, RpcCall call) {
    return switch (body) {
      case ReplyBody.Success ok -> null;
      case ReplyBody.ProgUnavail none -> Errno.ENOTSUP.exception(what(call) + ": no such program");
      case ReplyBody.ProgMismatch other ->
          Errno.ENOTSUP.exception(
              what(call)
                  + ": versions "
                  + Integer.toUnsignedString(other.low())
                  + " to "
                  + Integer.toUnsignedString(other.high())
                  + " are served");
      case ReplyBody.ProcUnavail none ->
          Errno.ENOTSUP.exception(what(call) + ": no such procedure");
      case ReplyBody.GarbageArgs garbage ->
          Errno.EPROTO.exception(what(call) + ": arguments not understood");
      case ReplyBody.SystemErr trouble ->
          Errno.EIO.exception(what(call) + ": the server is in trouble");
      case ReplyBody.RpcMismatch other ->
          Errno.EPROTO.exception(what(call) + ": RPC version not served");
      case ReplyBody.AuthError denied -> Errno.EACCES.exception(what(call) + ": " + denied.stat());
    };
  }

  private static String what(RpcCall call) {
    return "RPC program %s version %s procedure %s"
        .formatted(
            Integer.toUnsignedString(call.program),
            Integer.toUnsignedString(call.version),
            Integer.toUnsignedString(call.procedure));
  }
}

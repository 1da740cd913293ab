package dev.byway.server.ninep;

import dev.byway.wire.ninep.Dialect;
import dev.byway.wire.ninep.Message;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Somebody who looks on: told of every message when it was answered, on the thread that answered
/// it. It must be quick; while there is none, it costs nothing.
@FunctionalInterface
public interface NinepTap {
  /// @param event its messages and buffers are valid until this returns
  void answered(Event event);

  /// One message and its answer.
  ///
  /// @param peer the client; of a UNIX socket, port 0
  /// @param tag 0 to 65,535
  /// @param request null when it was malformed
  /// @param reply the answer from its type on, read-only
  /// @param nanos from the message's arrival to the answer
  /// @param inline on the connection's own thread, not by a worker
  record Event(
      InetSocketAddress peer,
      Dialect dialect,
      int tag,
      @Nullable Message request,
      ByteBuffer reply,
      long nanos,
      boolean inline) {}
}

package dev.byway.cli;

import dev.byway.client.status.StatusSocket;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets `byway status` ask this process while it works. Where that cannot be (no runtime folder
/// that may be written), it works as well.
final class Asked implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Asked.class.getName());

  private final @Nullable StatusSocket socket;

  private Asked(@Nullable StatusSocket socket) {
    this.socket = socket;
  }

  /// @param program what people know this process by
  static Asked open(String program) {
    return open(program, Map::of);
  }

  /// @param more as for [StatusSocket#open]
  static Asked open(String program, Supplier<Map<String, Object>> more) {
    try {
      return new Asked(StatusSocket.open(program, more));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.INFO, "byway status will not show this process", e);
      return new Asked(null);
    }
  }

  @Override
  public void close() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // Dead sockets are removed by those who find them.
    }
  }
}

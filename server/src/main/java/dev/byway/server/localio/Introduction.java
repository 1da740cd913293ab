package dev.byway.server.localio;

import dev.byway.server.rpc.RpcConnection;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// What came of LOCALIO on one NFS connection: whether its client asked, whether it then came to
/// the door, and as whom. Attached to the connection. Any thread.
final class Introduction {
  private final RpcConnection connection;
  private int asked;
  private boolean left;
  private @Nullable String turnedAway;
  private @Nullable LocalClient client;

  Introduction(RpcConnection connection) {
    this.connection = connection;
  }

  static Introduction of(RpcConnection connection) {
    return connection.attachment(Introduction.class, () -> new Introduction(connection));
  }

  InetSocketAddress address() {
    return connection.peer();
  }

  boolean isConnected() {
    return connection.isOpen();
  }

  /// UUID_IS_LOCAL came.
  synchronized void asked() {
    asked++;
    turnedAway = null;
  }

  /// It asked or came in vain.
  synchronized void turnedAway(String reason) {
    turnedAway = reason;
  }

  synchronized void met(LocalClient newClient) {
    client = newClient;
    left = false;
    turnedAway = null;
  }

  synchronized void left(LocalClient oldClient) {
    if (client == oldClient) {
      client = null;
      left = true;
    }
  }

  /// @param where it would have to come to
  synchronized LocalioStatus.Road road(String where) {
    if (client != null) {
      return client.road();
    }
    if (turnedAway != null) {
      return LocalioStatus.Road.wire("refused: " + turnedAway);
    }
    if (left) {
      return LocalioStatus.Road.wire("came and left again");
    }
    String times = asked == 1 ? "" : " " + asked + " times";
    return LocalioStatus.Road.wire("asked" + times + " but did not come to " + where);
  }
}

package dev.byway.client.rpc;

/// How an [RpcClient] behaves when the server is slow or gone.
///
/// @param timeoutMillis how long a request waits for its reply before the connection is given up
///     and the request is sent again over a new one, with the same xid so that the server's reply
///     cache knows it
/// @param retrans unless it is hard, a client fails a call after `retrans + 1` timeouts
/// @param patience whether calls may fail because the server does not answer
/// @param connections to keep to one server, 1 to 16
/// @param reservedPort try to come from a port under 1024, which exports called `secure` want and
///     which only a privileged process gets; without the privilege any port is taken
public record RpcSettings(
    int timeoutMillis, int retrans, Patience patience, int connections, boolean reservedPort) {
  public static final int CONNECTIONS_MAX = 16;

  /// A minute, two retransmissions, hard, one connection.
  public static final RpcSettings DEFAULT = new RpcSettings(60_000, 2, Patience.HARD, 1, true);

  public RpcSettings {
    if (timeoutMillis < 1 || retrans < 0 || connections < 1 || connections > CONNECTIONS_MAX) {
      throw new IllegalArgumentException("timeout, retrans or connections out of range");
    }
  }

  public RpcSettings withTimeoutMillis(int millis) {
    return new RpcSettings(millis, retrans, patience, connections, reservedPort);
  }

  public RpcSettings withRetrans(int count) {
    return new RpcSettings(timeoutMillis, count, patience, connections, reservedPort);
  }

  public RpcSettings withPatience(Patience newPatience) {
    return new RpcSettings(timeoutMillis, retrans, newPatience, connections, reservedPort);
  }

  public RpcSettings withConnections(int count) {
    return new RpcSettings(timeoutMillis, retrans, patience, count, reservedPort);
  }

  public RpcSettings withReservedPort(boolean reserved) {
    return new RpcSettings(timeoutMillis, retrans, patience, connections, reserved);
  }
}

package dev.byway.server.localio;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/// What `byway status` shows of a server's LOCALIO. Plain data.
///
/// @param socket where processes meet, or why they cannot
/// @param refusals how often each reason kept a file on the wire
public record LocalioStatus(String socket, List<Client> clients, Map<String, Long> refusals) {
  /// Of a server that lends nothing.
  public static final LocalioStatus OFF = new LocalioStatus("off", List.of(), Map.of());

  /// One that came in.
  ///
  /// @param address of the NFS connection over which it asked
  /// @param connected that connection is still open; others of the same client may be when not
  /// @param process for people: pid and uid, or "this process"
  public record Client(
      InetSocketAddress address, boolean connected, String process, Road road, List<Lent> files) {}

  /// Which road a client takes, and why.
  ///
  /// @param byway it is known to share this host; else all goes over the wire
  /// @param why for people
  /// @param files lent to it just now
  public record Road(boolean byway, String why, int files) {
    /// To a server that lends nothing.
    public static final Road OFF = wire("LOCALIO is off at this server");

    static Road wire(String why) {
      return new Road(false, why, 0);
    }
  }

  /// @param access `r`, `w` or `rw`
  /// @param calls reads and writes, as the client counts them
  /// @param recalled taken back, but not yet let go
  public record Lent(String export, String access, long calls, boolean recalled) {}
}

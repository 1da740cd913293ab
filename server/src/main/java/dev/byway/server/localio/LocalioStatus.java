package dev.byway.server.localio;

import java.util.List;
import java.util.Map;

/// What `byway status` shows of a server's LOCALIO.
///
/// @param socket where processes meet, or why they cannot
/// @param refusals how often each reason kept a file on the wire
public record LocalioStatus(String socket, List<Client> clients, Map<String, Long> refusals) {
  /// Of a server that lends nothing.
  public static final LocalioStatus OFF = new LocalioStatus("off", List.of(), Map.of());

  /// @param address of its NFS connection
  /// @param process for people: pid and uid, or "this process"
  public record Client(String address, String process, List<Lent> files) {}

  /// @param access `r`, `w` or `rw`
  /// @param calls reads and writes, as the client counts them
  /// @param recalled taken back, but not yet let go
  public record Lent(String export, String access, long calls, boolean recalled) {}
}

package dev.byway.server.state;

import java.time.Duration;

/// What clients may take.
///
/// @param lease how long a client keeps what it holds without a sign of life (RFC 8881 §8.3)
/// @param clients in all; when there are more, those go whose lease is over
/// @param sessions of one client
/// @param slots of one session
/// @param operations in one COMPOUND
/// @param cachedReply bytes of a reply that is kept in case the client asks again
/// @param opensPerClient and locks' stateids
/// @param opens and locks' stateids in all
public record StateLimits(
    Duration lease,
    int clients,
    int sessions,
    int slots,
    int operations,
    int cachedReply,
    int opensPerClient,
    int opens) {
  public static final StateLimits DEFAULT =
      new StateLimits(Duration.ofSeconds(90), 1024, 16, 64, 64, 4096, 1 << 16, 1 << 18);

  public StateLimits withLease(Duration newLease) {
    return new StateLimits(
        newLease, clients, sessions, slots, operations, cachedReply, opensPerClient, opens);
  }

  public StateLimits withOpensPerClient(int count) {
    return new StateLimits(lease, clients, sessions, slots, operations, cachedReply, count, opens);
  }
}

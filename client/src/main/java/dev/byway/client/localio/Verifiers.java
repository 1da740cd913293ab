package dev.byway.client.localio;

import java.security.SecureRandom;

/// The write verifiers that users of the room see, which compare across both roads.
///
/// A local write lies in the page cache of the kernel that the server shares, so it survives the
/// server's end, and a COMMIT over the wire covers it as well as an fdatasync here. What is seen
/// therefore stays the same when a file changes roads, and changes when the server's own verifier
/// is seen to change, or when a local write or sync failed. Any thread.
final class Verifiers {
  private static final SecureRandom RANDOM = new SecureRandom();

  private volatile Pair now = new Pair(RANDOM.nextLong(), 0, false);

  /// @param wire the server's verifier that `seen` stands for, once it is known
  private record Pair(long seen, long wire, boolean known) {}

  /// For what was written or made stable here.
  long local() {
    return now.seen;
  }

  /// For what the server answered with this verifier.
  long wire(long verifier) {
    Pair pair = now;
    return pair.known && pair.wire == verifier ? pair.seen : learn(verifier);
  }

  private synchronized long learn(long verifier) {
    Pair pair = now;
    if (!pair.known) {
      now = new Pair(pair.seen, verifier, true);
    } else if (pair.wire != verifier) {
      now = new Pair(RANDOM.nextLong(), verifier, true);
    }
    return now.seen;
  }

  /// Data written here may not have reached the disk.
  synchronized void lost() {
    now = new Pair(RANDOM.nextLong(), now.wire, now.known);
  }
}

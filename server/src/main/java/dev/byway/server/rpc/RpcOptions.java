package dev.byway.server.rpc;

import dev.byway.net.EventLoops;
import dev.byway.net.Limits;

/// How a server runs.
///
/// @param loops threads that connections live on
/// @param workers threads for calls that may wait
/// @param spin look for work for a moment before sleeping, while that pays
/// @param replayEntries answers kept in the duplicate request cache at most
/// @param replayBytes bytes of them at most
public record RpcOptions(
    Limits limits, int loops, int workers, boolean spin, int replayEntries, int replayBytes) {

  public static final RpcOptions DEFAULT =
      new RpcOptions(
          Limits.DEFAULT, EventLoops.usualThreads(), usualWorkers(), true, 8192, 4 << 20);

  private static int usualWorkers() {
    return Math.clamp(4L * Runtime.getRuntime().availableProcessors(), 8, 64);
  }

  public RpcOptions withLimits(Limits newLimits) {
    return new RpcOptions(newLimits, loops, workers, spin, replayEntries, replayBytes);
  }

  public RpcOptions withLoops(int count) {
    return new RpcOptions(limits, count, workers, spin, replayEntries, replayBytes);
  }

  public RpcOptions withWorkers(int count) {
    return new RpcOptions(limits, loops, count, spin, replayEntries, replayBytes);
  }

  public RpcOptions withSpin(boolean newSpin) {
    return new RpcOptions(limits, loops, workers, newSpin, replayEntries, replayBytes);
  }
}

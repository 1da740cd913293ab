package dev.byway.net;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// One event loop and what its connections share: memory at hand, a send buffer, and the round that
/// closes connections that hang. Everything in here belongs to the loop's thread.
public final class NetLoop {
  /// Rounds after which a connection without progress is closed.
  static final int ROUNDS = 4;

  private static final int MOST_UNUSED = 4 << 20;

  private final int index;
  private final EventLoop executor;
  private final SegmentStash stash = new SegmentStash(MOST_UNUSED);
  private final SendBuffer sendBuffer = new SendBuffer(stash);
  private final MemoryQueue memory;
  private final Set<RecordConnection> connections = new HashSet<>();

  NetLoop(int index, EventLoop executor, Limits limits) {
    this.index = index;
    this.executor = executor;
    this.memory = new MemoryQueue(executor, limits);
    long round = Math.max(1, limits.recordTimeout().toMillis() / ROUNDS);
    var unused = executor.scheduleAtFixedRate(this::round, round, round, TimeUnit.MILLISECONDS);
  }

  /// 0 for the first loop, then counting up.
  public int index() {
    return index;
  }

  /// Shared by the loop's connections, one after the other: take what is finished before another
  /// connection's turn.
  public SendBuffer sendBuffer() {
    return sendBuffer;
  }

  EventLoop executor() {
    return executor;
  }

  SegmentStash stash() {
    return stash;
  }

  MemoryQueue memory() {
    return memory;
  }

  void add(RecordConnection connection) {
    connections.add(connection);
  }

  void remove(RecordConnection connection) {
    connections.remove(connection);
  }

  private void round() {
    if (!connections.isEmpty()) {
      new ArrayList<>(connections).forEach(RecordConnection::round);
    }
  }

  /// Gives memory back: the thread has ended.
  void end() {
    sendBuffer.end();
  }
}

package dev.byway.net;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The connections of one loop that are read no further because memory is short. They go on when
/// it no longer is or when they hold none themselves; until then one at a time of those in the
/// middle of a record is read to its end, so that its memory comes back.
///
/// The loop's thread.
final class MemoryQueue {
  private static final long LOOK_MILLIS = 10;

  /// A count of all buffers is good for so long.
  private static final long COUNT_NANOS = 250_000;

  private final EventLoop executor;
  private final long maxMemory;
  private final int maxRecord;
  private final ArrayDeque<RecordConnection> waiting = new ArrayDeque<>();
  private @Nullable RecordConnection turn;
  private boolean scheduled;
  private long counted;
  private long inUse;

  MemoryQueue(EventLoop executor, Limits limits) {
    this.executor = executor;
    this.maxMemory = limits.maxMemory();
    this.maxRecord = limits.maxRecord();
    this.counted = System.nanoTime() - COUNT_NANOS;
  }

  /// All connections together hold more than they may.
  boolean isShort() {
    return inUse() > maxMemory;
  }

  /// Waiting has not helped: who holds memory must give it up.
  boolean isExhausted() {
    return inUse() > 2 * maxMemory;
  }

  /// It will be short soon.
  boolean isTight() {
    return inUse() > maxMemory / 2;
  }

  private long inUse() {
    long now = System.nanoTime();
    if (now - counted >= COUNT_NANOS) {
      counted = now;
      inUse = SegmentStash.bytesInUse();
    }
    return inUse;
  }

  /// Has the connection told, by [RecordConnection#memoryThere], when it may read on.
  void join(RecordConnection connection) {
    waiting.addLast(connection);
    schedule(LOOK_MILLIS);
  }

  boolean hasTurn(RecordConnection connection) {
    return turn == connection;
  }

  /// The connection is closed, or in the middle of a record no longer.
  void endTurn(RecordConnection connection) {
    if (turn == connection) {
      turn = null;
      schedule(0);
    }
  }

  void leave(RecordConnection connection) {
    endTurn(connection);
    waiting.remove(connection);
  }

  private void schedule(long millis) {
    if (!scheduled && !waiting.isEmpty()) {
      scheduled = true;
      var unused = executor.schedule(this::look, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    scheduled = false;
    // What they will take shows only when they have read.
    for (long left = maxMemory - inUse(); left > 0 && !waiting.isEmpty(); left -= maxRecord) {
      waiting.removeFirst().memoryThere();
    }
    if (!waiting.isEmpty()) {
      letGoWhoHoldsNone();
      if (turn == null) {
        giveTurn();
      }
    }
    schedule(LOOK_MILLIS);
  }

  private void letGoWhoHoldsNone() {
    for (int left = waiting.size(); left > 0; left--) {
      RecordConnection next = waiting.removeFirst();
      if (next.holdsMemory()) {
        waiting.addLast(next);
      } else {
        next.memoryThere();
      }
    }
  }

  private void giveTurn() {
    for (Iterator<RecordConnection> each = waiting.iterator(); each.hasNext(); ) {
      RecordConnection next = each.next();
      if (next.inRecord()) {
        each.remove();
        turn = next;
        next.memoryThere();
        return;
      }
    }
  }
}

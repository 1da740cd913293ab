package dev.byway.server.state;

import org.jspecify.annotations.Nullable;

/// One request at a time of a session, and the answer to the last one (RFC 8881 §2.10.6).
public final class Slot {
  /// What to do with a request.
  public enum Turn {
    /// Run it, and then say [Slot#end].
    RUN,
    /// It was answered: [Slot#reply] has the answer, if it was kept.
    AGAIN,
    /// It is being run just now.
    RUNNING,
    /// Neither the last one nor the next.
    MISORDERED
  }

  private int seqid;
  private boolean running;
  private boolean used;
  private byte @Nullable [] reply;

  Slot() {}

  /// A request comes.
  ///
  /// @param wanted its `sa_sequenceid`
  public synchronized Turn begin(int wanted) {
    if (running) {
      return wanted == seqid ? Turn.RUNNING : Turn.MISORDERED;
    }
    if (wanted == seqid + 1) {
      seqid = wanted;
      running = true;
      used = true;
      reply = null;
      return Turn.RUN;
    }
    return wanted == seqid && used ? Turn.AGAIN : Turn.MISORDERED;
  }

  /// It has an answer, with which it goes to its [#end].
  ///
  /// @param kept null: it may not be asked for again; else now the slot's
  public synchronized void keep(byte @Nullable [] kept) {
    reply = kept;
  }

  /// It is over, answered or not.
  public synchronized void end() {
    running = false;
  }

  /// The answer to the last request; null when it was not kept.
  public synchronized byte @Nullable [] reply() {
    return reply;
  }

  synchronized boolean isRunning() {
    return running;
  }
}

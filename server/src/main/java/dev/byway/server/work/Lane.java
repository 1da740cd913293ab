package dev.byway.server.work;

import java.util.ArrayDeque;

/// The calls of one connection that wait for a worker, in order. Guarded by the lock of [Workers].
public final class Lane {
  final Owner owner;
  final ArrayDeque<Job> calls = new ArrayDeque<>(0);

  /// It stands in the row of lanes to be served.
  boolean queued;

  /// A connection.
  public interface Owner {
    /// Whether replies made now would be sent soon.
    boolean isWritable();

    boolean isOpen();
  }

  public Lane(Owner owner) {
    this.owner = owner;
  }
}

package dev.byway.client.localio;

import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.Fd;
import dev.byway.net.localio.Neighbour;
import dev.byway.net.localio.SlotTable;
import dev.byway.vfs.Caller;
import dev.byway.vfs.LentFile;
import dev.byway.vfs.Node;
import java.util.concurrent.atomic.AtomicBoolean;

/// A descriptor that the server lent, and the slot that says how long it may be used. Use:
/// `long place = grant.enter(); if (place != 0) try { ... grant.fd() ... } finally {
/// grant.exit(place, bytes); }`. Any thread.
final class Grant {
  final Key key;
  private final Neighbour neighbour;
  private final SlotTable slots;
  private final Neighbour.Lease lease;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// How many open files use it; belongs to the cache, as does `idleSince`.
  int users;

  long idleSince;

  /// Who may share a grant: the same caller, for the same access to the same file.
  record Key(Node node, Caller caller, boolean read, boolean write) {}

  Grant(Key key, Neighbour neighbour, Neighbour.Lease lease) {
    this.key = key;
    this.neighbour = neighbour;
    this.slots = neighbour.slots();
    this.lease = lease;
  }

  /// For who is between [#enter] and [#exit].
  int fd() {
    return lease.fd();
  }

  /// Another descriptor of the file, which outlives the grant; for who is between [#enter] and
  /// [#exit].
  LentFile duplicate() throws ErrnoException {
    return new Duplicate(new Fd(Descriptors.dup(lease.fd())));
  }

  private record Duplicate(Fd file) implements LentFile {
    @Override
    public int fd() {
      return file.number();
    }

    @Override
    public boolean widensRights() {
      return true;
    }

    @Override
    public void close() {
      file.close();
    }
  }

  /// @return the place to [#exit] from; 0: not valid any more, and no [#exit]
  long enter() {
    return slots.enter(lease.slot(), lease.generation());
  }

  void exit(long place, long bytes) {
    slots.exit(place, bytes);
  }

  boolean isValid() {
    return slots.isValid(lease.slot(), lease.generation());
  }

  boolean isSlot(int slot, int generation) {
    return lease.slot() == slot && lease.generation() == generation;
  }

  boolean isOf(Neighbour other) {
    return neighbour == other;
  }

  long calls() {
    return slots.calls(lease.slot());
  }

  long bytes() {
    return slots.bytes(lease.slot());
  }

  /// Nobody enters from now on.
  void invalidate() {
    slots.revoke(lease.slot(), lease.generation());
  }

  /// Closes the descriptor of an invalid grant, unless threads are still inside: nobody must ever
  /// use its number once it means another file.
  ///
  /// @return false: try again later
  boolean tryClose() {
    if (slots.isInUse(lease.slot())) {
      return false;
    }
    if (closed.compareAndSet(false, true)) {
      Descriptors.close(lease.fd());
      neighbour.release(lease.slot(), lease.generation());
    }
    return true;
  }
}

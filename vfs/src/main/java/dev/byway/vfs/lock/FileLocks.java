package dev.byway.vfs.lock;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The locks of one file, and who waits for them in the order they came. Its methods are called
/// with its monitor held, unless said otherwise; who was served is told when it is free again.
final class FileLocks {
  final Object key;
  private final LockTable table;
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private final List<Waiter> served = new ArrayList<>();
  private HeldLocks held = HeldLocks.NONE;
  private @Nullable LockGround ground;

  /// Out of the table, for good.
  private boolean dead;

  FileLocks(LockTable table, Object key) {
    this.table = table;
    this.key = key;
  }

  boolean isDead() {
    return dead;
  }

  HeldLocks held() {
    return held;
  }

  @Nullable HeldLock test(LockGround.Source source, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    HeldLock conflict = held.conflict(owner, kind, range);
    if (conflict != null) {
      return conflict;
    }
    LockGround used = ground(source, LockKind.READ);
    return used == null ? null : used.test(kind, range);
  }

  /// @return the lock in the way
  @Nullable HeldLock lock(LockGround.Source source, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    HeldLock conflict = held.conflict(owner, kind, range);
    if (conflict != null) {
      return conflict;
    }
    ground(source, kind);
    return take(owner, kind, range);
  }

  /// A ground that takes the place of another holds all that it held. Where both cannot hold it at
  /// once there is a moment when neither does.
  private @Nullable LockGround ground(LockGround.Source source, LockKind kind)
      throws ErrnoException {
    LockGround before = ground;
    LockGround next = source.ground(before, kind);
    ground = next;
    if (before != null && next != before) {
      if (next != null) {
        held.takeAll(next);
      }
      before.close();
      if (next != null) {
        held.takeAll(next);
      }
    }
    return next;
  }

  /// Takes what no lock in the table keeps the owner from.
  private @Nullable HeldLock take(LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    HeldLocks next = held.with(owner, kind, range);
    int delta = next.count() - held.count();
    if (delta > 0 && next.count() > table.limits().perFile()) {
      throw Errno.ENOLCK.exception();
    }
    table.accounts().add(owner.client(), this, delta);
    boolean taken = false;
    try {
      HeldLock foreign = ground == null ? null : ground.take(kind, range);
      taken = foreign == null;
      if (taken) {
        held = next;
      }
      return foreign;
    } finally {
      if (!taken) {
        table.accounts().add(owner.client(), this, -delta);
      }
    }
  }

  /// @param conflict what the owner waits for
  Waiter await(HeldLock conflict, LockOwner owner, LockKind kind, ByteRange range, LockWaiter told)
      throws ErrnoException {
    if (waiters.size() >= table.limits().perFile()) {
      throw Errno.ENOLCK.exception();
    }
    var waiter = new Waiter(this, owner, kind, range, told);
    table.accounts().add(owner.client(), this, 1);
    if (table.deadlocks().isDeadlock(waiter, conflict.owner())) {
      left(waiter);
      throw Errno.EDEADLK.exception();
    }
    waiters.add(waiter);
    return waiter;
  }

  /// A waiter is not in the queue any more.
  private void left(Waiter waiter) {
    table.deadlocks().forget(waiter);
    refund(waiter.owner.client(), 1);
  }

  private void refund(LockClient client, int count) {
    try {
      table.accounts().add(client, this, -count);
    } catch (ErrnoException never) {
      throw new AssertionError(never);
    }
  }

  void unlock(LockOwner owner, ByteRange range) throws ErrnoException {
    HeldLocks next = held.with(owner, null, range);
    int delta = next.count() - held.count();
    if (delta > 0 && next.count() > table.limits().perFile()) {
      throw Errno.ENOLCK.exception();
    }
    table.accounts().add(owner.client(), this, delta);
    held = next;
    give(range);
  }

  private void give(ByteRange range) {
    if (ground != null) {
      held.gaps(range, ground::give);
    }
  }

  void release(LockClient client) {
    for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
      Waiter waiter = each.next();
      if (waiter.owner.client() == client) {
        each.remove();
        fail(waiter, Errno.ECANCELED);
      }
    }
    List<HeldLock> gone = held.of(client);
    if (!gone.isEmpty()) {
      held = held.without(client);
      refund(client, gone.size());
      gone.forEach(lock -> give(lock.range()));
    }
  }

  private void fail(Waiter waiter, Errno errno) {
    left(waiter);
    waiter.errno = errno;
    served.add(waiter);
  }

  /// Gives waiters what is free by now.
  ///
  /// @return whether one waits for a lock that is not in the table
  boolean serve() {
    boolean foreign = false;
    for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
      Waiter waiter = each.next();
      try {
        HeldLock conflict = held.conflict(waiter.owner, waiter.kind, waiter.range);
        if (conflict == null) {
          conflict = take(waiter.owner, waiter.kind, waiter.range);
          foreign |= conflict != null;
        }
        if (conflict == null) {
          each.remove();
          left(waiter);
          served.add(waiter);
        } else if (table.deadlocks().isDeadlock(waiter, conflict.owner())) {
          throw Errno.EDEADLK.exception();
        }
      } catch (ErrnoException failure) {
        each.remove();
        fail(waiter, failure.errno());
      }
    }
    return foreign;
  }

  void retakeAll() throws ErrnoException {
    if (ground != null) {
      held.retakeAll(ground);
    }
  }

  /// Who is to be told, once the monitor is free.
  List<Waiter> takeServed() {
    if (served.isEmpty()) {
      return List.of();
    }
    List<Waiter> all = List.copyOf(served);
    served.clear();
    return all;
  }

  /// Without the monitor.
  boolean cancel(Waiter waiter) {
    boolean was;
    synchronized (this) {
      was = waiters.remove(waiter);
      if (was) {
        left(waiter);
        buryIfIdle();
      }
    }
    return was;
  }

  void close() {
    for (Waiter waiter : waiters) {
      fail(waiter, Errno.ESTALE);
    }
    waiters.clear();
    if (ground != null && held != HeldLocks.NONE) {
      ground.give(ByteRange.ALL);
    }
    held = HeldLocks.NONE;
    buryIfIdle();
  }

  void buryIfIdle() {
    if (held == HeldLocks.NONE && waiters.isEmpty() && !dead) {
      dead = true;
      if (ground != null) {
        ground.close();
        ground = null;
      }
      table.remove(this);
    }
  }
}

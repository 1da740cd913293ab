package dev.byway.vfs.lock;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The advisory locks of a room, for all its doors: POSIX's byte-range locks with owners that need
/// not be processes (fcntl(2)). An owner's later lock takes the place of the earlier ones in its
/// range, which splits and merges them. Who waits is served in the order of coming, as far as
/// locks allow. Bounded by its [LockLimits].
///
/// Any thread. Files do not meet: each has a monitor of its own, held while its locks are looked
/// through.
public final class LockTable {
  private final LockLimits limits;
  private final Accounts accounts;
  private final Deadlocks deadlocks = new Deadlocks();
  private final GroundPoll poll = new GroundPoll(this);
  private final ConcurrentHashMap<Object, FileLocks> files = new ConcurrentHashMap<>();
  private volatile boolean closed;

  public LockTable(LockLimits limits) {
    this.limits = limits;
    this.accounts = new Accounts(limits);
  }

  LockLimits limits() {
    return limits;
  }

  Accounts accounts() {
    return accounts;
  }

  Deadlocks deadlocks() {
    return deadlocks;
  }

  /// Locks and waits at this moment.
  public int count() {
    return accounts.total();
  }

  /// The lock that keeps an owner from this one.
  ///
  /// @param file equal for the same file
  public @Nullable HeldLock test(
      Object file, LockGround.Source source, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    if (source == LockGround.Source.NONE && !files.containsKey(file)) {
      return null;
    }
    while (true) {
      FileLocks locks = locks(file);
      synchronized (locks) {
        if (!locks.isDead()) {
          try {
            return locks.test(source, owner, kind, range);
          } finally {
            locks.buryIfIdle();
          }
        }
      }
    }
  }

  /// Takes a lock if nothing is in the way.
  ///
  /// @param file equal for the same file
  /// @return null: taken; otherwise the lock in the way, and nothing has changed
  /// @throws ErrnoException ENOLCK; what the source throws
  public @Nullable HeldLock lock(
      Object file, LockGround.Source source, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    while (true) {
      FileLocks locks = locks(file);
      synchronized (locks) {
        if (locks.isDead()) {
          continue;
        }
        try {
          HeldLock conflict = locks.lock(source, owner, kind, range);
          if (conflict != null) {
            return conflict;
          }
        } finally {
          locks.buryIfIdle();
        }
      }
      // a weaker lock than before may let others in
      serve(locks);
      return null;
    }
  }

  /// Takes a lock now, or as soon as nothing is in the way.
  ///
  /// @return null: taken, and the waiter is not called
  /// @throws ErrnoException EDEADLK; ENOLCK; what the source throws
  public @Nullable LockWait await(
      Object file,
      LockGround.Source source,
      LockOwner owner,
      LockKind kind,
      ByteRange range,
      LockWaiter told)
      throws ErrnoException {
    while (true) {
      FileLocks locks = locks(file);
      Waiter waiter = null;
      synchronized (locks) {
        if (locks.isDead()) {
          continue;
        }
        try {
          HeldLock conflict = locks.lock(source, owner, kind, range);
          if (conflict != null) {
            waiter = locks.await(conflict, owner, kind, range, told);
          }
        } finally {
          locks.buryIfIdle();
        }
      }
      serve(locks);
      return waiter;
    }
  }

  /// Gives up an owner's locks in a range; there need not be any.
  ///
  /// @throws ErrnoException ENOLCK splitting a lock would make one too many
  public void unlock(Object file, LockOwner owner, ByteRange range) throws ErrnoException {
    FileLocks locks = files.get(file);
    if (locks == null) {
      return;
    }
    synchronized (locks) {
      if (locks.isDead()) {
        return;
      }
      locks.unlock(owner, range);
      locks.buryIfIdle();
    }
    serve(locks);
  }

  /// Gives up all locks of a client, and ends its waits.
  public void release(LockClient client) {
    for (FileLocks locks : accounts.files(client)) {
      synchronized (locks) {
        locks.release(client);
        locks.buryIfIdle();
      }
      serve(locks);
    }
  }

  /// Has the grounds take again what is held: they may have lost it.
  ///
  /// @throws ErrnoException what the first that fails throws; others are not asked then
  public void retakeAll() throws ErrnoException {
    for (FileLocks locks : files.values()) {
      synchronized (locks) {
        locks.retakeAll();
      }
    }
  }

  /// Ends all waits and gives everything up; later calls throw ESTALE. Idempotent.
  public void close() {
    closed = true;
    for (FileLocks locks : files.values()) {
      List<Waiter> served;
      synchronized (locks) {
        locks.close();
        served = locks.takeServed();
      }
      served.forEach(Waiter::tell);
    }
  }

  private FileLocks locks(Object file) throws ErrnoException {
    if (closed) {
      throw Errno.ESTALE.exception("the room is closed");
    }
    FileLocks known = files.get(file);
    return known != null ? known : files.computeIfAbsent(file, key -> new FileLocks(this, key));
  }

  /// @return whether somebody waits for a lock that is not in the table
  boolean serve(FileLocks locks) {
    boolean foreign;
    List<Waiter> served;
    synchronized (locks) {
      foreign = locks.serve();
      served = locks.takeServed();
      locks.buryIfIdle();
    }
    if (foreign) {
      poll.add(locks);
    }
    served.forEach(Waiter::tell);
    return foreign;
  }

  void remove(FileLocks locks) {
    files.remove(locks.key, locks);
  }
}

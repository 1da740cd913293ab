package dev.byway.vfs.lock;

import dev.byway.base.ErrnoException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The locks of a file by their first byte: no two of one owner overlap, nor touch when they are of
/// one kind. Immutable.
final class HeldLocks {
  static final HeldLocks NONE = new HeldLocks(new HeldLock[0]);

  private final HeldLock[] locks;

  private HeldLocks(HeldLock[] locks) {
    this.locks = locks;
  }

  int count() {
    return locks.length;
  }

  /// The first lock that keeps the owner from this one.
  @Nullable HeldLock conflict(LockOwner owner, LockKind kind, ByteRange range) {
    for (HeldLock lock : locks) {
      if (lock.range().first() > range.last()) {
        break;
      }
      if (kind.conflicts(lock.kind())
          && lock.range().overlaps(range)
          && !lock.owner().equals(owner)) {
        return lock;
      }
    }
    return null;
  }

  boolean hasAny(LockClient client) {
    for (HeldLock lock : locks) {
      if (lock.owner().client() == client) {
        return true;
      }
    }
    return false;
  }

  /// What is held once the owner's locks in the range are of this kind.
  ///
  /// @param kind null: once the owner has none there
  HeldLocks with(LockOwner owner, @Nullable LockKind kind, ByteRange range) {
    var next = new ArrayList<HeldLock>(locks.length + 2);
    var pieces = new ArrayList<HeldLock>(3);
    long first = range.first();
    long last = range.last();
    for (HeldLock lock : locks) {
      if (!touch(lock.range(), range) || !lock.owner().equals(owner)) {
        next.add(lock);
      } else if (lock.kind() == kind) {
        first = Math.min(first, lock.range().first());
        last = Math.max(last, lock.range().last());
      } else {
        remains(lock, range, pieces);
      }
    }
    if (kind != null) {
      pieces.add(new HeldLock(owner, kind, new ByteRange(first, last)));
    }
    for (HeldLock piece : pieces) {
      next.add(placeOf(piece, next), piece);
    }
    return of(next);
  }

  /// What is held once none of a client's locks is.
  HeldLocks without(LockClient client) {
    var next = new ArrayList<HeldLock>(locks.length);
    for (HeldLock lock : locks) {
      if (lock.owner().client() != client) {
        next.add(lock);
      }
    }
    return of(next);
  }

  private static HeldLocks of(List<HeldLock> locks) {
    return locks.isEmpty() ? NONE : new HeldLocks(locks.toArray(HeldLock[]::new));
  }

  /// Overlap, or leave no byte between.
  private static boolean touch(ByteRange one, ByteRange other) {
    return one.first() - 1 <= other.last() && other.first() - 1 <= one.last();
  }

  private static void remains(HeldLock lock, ByteRange hole, List<HeldLock> pieces) {
    ByteRange range = lock.range();
    if (!range.overlaps(hole)) {
      pieces.add(lock);
      return;
    }
    if (range.first() < hole.first()) {
      var before = new ByteRange(range.first(), hole.first() - 1);
      pieces.add(new HeldLock(lock.owner(), lock.kind(), before));
    }
    if (range.last() > hole.last()) {
      var after = new ByteRange(hole.last() + 1, range.last());
      pieces.add(new HeldLock(lock.owner(), lock.kind(), after));
    }
  }

  private static int placeOf(HeldLock piece, List<HeldLock> sorted) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).range().first() <= piece.range().first()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The parts of a range where nothing is locked.
  void gaps(ByteRange range, Consumer<ByteRange> visitor) {
    long next = range.first();
    for (HeldLock lock : locks) {
      if (lock.range().first() > range.last()) {
        break;
      }
      if (lock.range().last() < next) {
        continue;
      }
      if (lock.range().first() > next) {
        visitor.accept(new ByteRange(next, lock.range().first() - 1));
      }
      if (lock.range().last() >= range.last()) {
        return;
      }
      next = lock.range().last() + 1;
    }
    visitor.accept(new ByteRange(next, range.last()));
  }

  /// As far as others let it.
  void takeAll(LockGround ground) throws ErrnoException {
    for (HeldLock lock : locks) {
      ground.take(lock.kind(), lock.range());
    }
  }

  /// As far as the ground still can.
  void retakeAll(LockGround ground) throws ErrnoException {
    for (HeldLock lock : locks) {
      ground.retake(lock.kind(), lock.range());
    }
  }

  /// The locks of a client.
  List<HeldLock> of(LockClient client) {
    var found = new ArrayList<HeldLock>();
    for (HeldLock lock : locks) {
      if (lock.owner().client() == client) {
        found.add(lock);
      }
    }
    return found;
  }
}

package dev.byway.client.cache;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the room below said last of a node's attributes, for how long to believe it, and what to
/// make of the next answer: when they changed and it was not us, pages and names are dropped.
///
/// Whether it was us is told by the attributes that the room found before each change of ours
/// (`wcc_data`, RFC 1813 §2.6). Where it does not say, our changes of files are taken for the only
/// ones, as Linux does, and those of directories are not.
final class KnownAttributes {
  /// @param begun when the question was asked
  private record Snapshot(Attributes attributes, long begun, long deadline) {}

  private static final Change NOTHING = new Change(null, null, false);

  private final Inode inode;
  private final CacheOptions options;

  private volatile @Nullable Snapshot snapshot;
  private volatile boolean never;

  // Under the inode's lock, as are changes of the two above.
  private long touched;
  private long timeout;
  private long since;
  private boolean ownChange;
  private final List<Change> early = new ArrayList<>(0);

  KnownAttributes(Inode inode, CacheOptions options, long touched) {
    this.touched = touched;
    this.inode = inode;
    this.options = options;
  }

  /// What can be told without asking, with what is written but not sent yet.
  @Nullable Attributes fresh() {
    Snapshot now = snapshot;
    return now != null && !never && !inode.isNear() && now.deadline - System.nanoTime() > 0
        ? inode.merged(now.attributes)
        : null;
  }

  /// For how long [#fresh] tells what it does: nanoseconds; negative: it does not of a file that is
  /// near.
  long holdNanos() {
    Snapshot now = snapshot;
    if (inode.isNear()) {
      return -1;
    }
    return now == null || never || inode.isChanging()
        ? 0
        : Math.max(0, now.deadline - System.nanoTime());
  }

  /// Whether what was said last is still to be believed.
  boolean areCurrent() {
    Snapshot now = snapshot;
    return now != null && now.deadline - System.nanoTime() > 0;
  }

  /// What was said last, however long ago.
  @Nullable Attributes last() {
    Snapshot now = snapshot;
    return now == null ? null : now.attributes;
  }

  /// Whether an answer to a question asked since that moment has been taken.
  boolean areSince(long nanos) {
    Snapshot now = snapshot;
    return now != null && now.begun - nanos >= 0;
  }

  /// An answer.
  ///
  /// @param begun when the question was asked; [System#nanoTime]
  /// @return false when it may be older than what is known, or show our own writes half: it is not
  ///     taken
  boolean accept(long begun, Attributes now) {
    inode.lock.lock();
    try {
      Snapshot known = snapshot;
      boolean late = known != null && begun - known.begun < 0;
      if (late || begun - touched <= 0 || inode.writesInFlight() > 0) {
        return false;
      }
      Attributes before = last();
      long time = System.nanoTime();
      if (before != null && same(before, now)) {
        if (time - since >= timeout) {
          timeout = Math.min(2 * timeout, max(now));
        }
      } else {
        if (!ownChange) {
          inode.changedElsewhere();
        }
        timeout = min(now);
      }
      ownChange = false;
      never |= now.isRegular() && now.nlink() == 0;
      store(now, begun, time);
      inode.sizeIs(now.size());
      return true;
    } finally {
      inode.lock.unlock();
    }
  }

  /// Under the lock: a write of ours is on its way.
  void writing() {
    touched = System.nanoTime();
  }

  /// What a call of ours said that it changed.
  void changed(Change change) {
    inode.lock.lock();
    try {
      touched = System.nanoTime();
      Attributes after = change.after();
      if (after == null) {
        ownChange = true;
        expire();
      } else {
        apply(change.before(), after, change);
      }
    } finally {
      inode.lock.unlock();
    }
  }

  private void apply(@Nullable Attributes before, Attributes after, Change change) {
    Attributes last = last();
    if (last == null) {
      become(after);
    } else if (before == null) {
      applyBlindly(last, after);
    } else if (same(last, before)) {
      become(after);
      catchUp();
    } else if (inode.writesInFlight() > 0) {
      early.add(change);
      expire();
    } else { // who knows whether this answer is the newest
      inode.changedElsewhere();
      expire();
    }
  }

  private void applyBlindly(Attributes last, Attributes after) {
    if (after.isDirectory()) {
      inode.changedElsewhere();
      become(after);
    } else if (after.ctime() >= last.ctime()) {
      become(after);
    } else {
      ownChange = true;
      expire();
    }
  }

  /// Answers to writes may overtake each other.
  private void catchUp() {
    for (int i = 0; i < early.size(); i++) {
      Change change = early.get(i);
      Attributes before = change.before();
      Attributes after = change.after();
      if (before != null && after != null && same(before, last(after))) {
        early.remove(i);
        become(after);
        i = -1;
      }
    }
  }

  private Attributes last(Attributes otherwise) {
    Attributes last = last();
    return last == null ? otherwise : last;
  }

  /// No write of ours is under way any more: what does not fit now has somebody else in between.
  void settle() {
    if (!early.isEmpty()) {
      early.clear();
      inode.changedElsewhere();
      ownChange = true;
      expire();
    }
  }

  private void become(Attributes after) {
    long time = System.nanoTime();
    timeout = min(after);
    ownChange = false;
    store(after, time, time);
  }

  private void store(Attributes now, long begun, long time) {
    since = time;
    Attributes last = last();
    if (last == null
        || last.mode() != now.mode()
        || last.uid() != now.uid()
        || last.gid() != now.gid()
        || last.ctime() != now.ctime()) {
      inode.access.clear();
    }
    long deadline = options.noac() ? time : time + timeout;
    snapshot = new Snapshot(now, begun, deadline);
  }

  /// The next call asks.
  void expire() {
    Snapshot now = snapshot;
    if (now != null) {
      long past = System.nanoTime() - 1;
      snapshot = new Snapshot(now.attributes, now.begun, past);
    }
  }

  /// A call of ours changed the node, and nobody said how.
  void changedUnseen() {
    changed(NOTHING);
  }

  /// From now on every call asks: what is told of the node depends on how it is asked.
  void neverKeep() {
    never = true;
  }

  boolean areNeverKept() {
    return never;
  }

  private static boolean same(Attributes one, Attributes other) {
    return one.change() == other.change()
        && one.mtime() == other.mtime()
        && one.ctime() == other.ctime()
        && one.size() == other.size();
  }

  private long min(Attributes of) {
    return TimeUnit.SECONDS.toNanos(
        of.isDirectory() ? options.times().acdirmin() : options.times().acregmin());
  }

  private long max(Attributes of) {
    return TimeUnit.SECONDS.toNanos(
        of.isDirectory() ? options.times().acdirmax() : options.times().acregmax());
  }
}

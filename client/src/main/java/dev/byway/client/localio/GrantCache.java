package dev.byway.client.localio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.net.localio.Neighbour;
import dev.byway.vfs.Caller;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// All grants that a client holds. The first opens of the same file by the same caller have one
/// each, further ones share them: in the kernel each read writes to its open file description
/// (reference count, read-ahead state), which two processors that use the same one take from each
/// other. A grant that nobody uses is kept a little while for the next open; not long, because a
/// descriptor keeps a deleted file's space and its file system busy. Any thread; no lock is held
/// while the server is asked.
final class GrantCache implements AutoCloseable {
  private static final int IDLE_MAX = 128;
  private static final int SHARED_MAX = 16;
  private static final int REFUSALS_MAX = 1024;

  /// So long a refusal holds for later opens of the same file by the same caller: what decided it,
  /// an export's policy or a file's mode, seldom changes.
  private static final long REFUSAL_NANOS = 2_000_000_000;

  /// As AUTH_SYS has room for.
  private static final int GROUPS_MAX = 16;

  /// One thread for all clients of the JVM, asleep unless something waits to be closed.
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("byway-localio-clock").factory());

  private final long idleNanos;
  private final Map<Grant.Key, List<Grant>> shared = new HashMap<>();
  private final Set<Grant> held = new HashSet<>();
  private final Deque<Grant> idle = new ArrayDeque<>();
  private final List<Grant> leaving = new ArrayList<>();
  private boolean ticking;
  private boolean closed;
  private final Map<Grant.Key, Refusal> refusals =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Grant.Key, Refusal> eldest) {
          return size() > REFUSALS_MAX;
        }
      };

  private long pastCalls;
  private long pastBytes;

  /// What the server said, and when not to believe it any more, as of [System#nanoTime].
  private record Refusal(Errno errno, String reason, long until) {}

  GrantCache(int idleMillis) {
    idleNanos = TimeUnit.MILLISECONDS.toNanos(idleMillis);
  }

  /// A grant for one more open file.
  ///
  /// @param handle of the key's node
  /// @throws ErrnoException the server does not lend it; the message says why
  Grant acquire(Neighbour neighbour, Grant.Key key, byte[] handle) throws ErrnoException {
    Grant grant = reuse(key, SHARED_MAX);
    if (grant != null) {
      return grant;
    }
    requireNotRefused(key);
    Neighbour.Lease lease;
    try {
      lease = ask(neighbour, key, handle);
    } catch (ErrnoException e) {
      Grant another = reuse(key, 1);
      if (another == null) {
        throw e;
      }
      return another;
    }
    Grant fresh = new Grant(key, neighbour, lease);
    // Its recall may have been here before it: then nobody would tell us again.
    if (!keep(fresh) || !fresh.isValid()) {
      retire(fresh);
      throw Errno.ECANCELED.exception("the server took it back at once");
    }
    return fresh;
  }

  private Neighbour.Lease ask(Neighbour neighbour, Grant.Key key, byte[] handle)
      throws ErrnoException {
    Caller caller = key.caller();
    int[] groups = Arrays.copyOf(caller.groups(), Math.min(caller.groupCount(), GROUPS_MAX));
    try {
      return neighbour.openLocal(
          handle, caller.uid(), caller.gid(), groups, key.read(), key.write());
    } catch (ErrnoException e) {
      Errno errno = e.errno();
      if (errno == Errno.EPERM || errno == Errno.EACCES || errno == Errno.EROFS) {
        refused(key, new Refusal(errno, e.what(), System.nanoTime() + REFUSAL_NANOS));
      }
      throw e;
    }
  }

  private synchronized void refused(Grant.Key key, Refusal refusal) {
    refusals.remove(key);
    refusals.put(key, refusal);
  }

  private synchronized void requireNotRefused(Grant.Key key) throws ErrnoException {
    Refusal refusal = refusals.get(key);
    if (refusal == null) {
      return;
    }
    if (System.nanoTime() - refusal.until >= 0) {
      refusals.remove(key);
      return;
    }
    throw refusal.errno.exception(refusal.reason);
  }

  /// The least used grant, unless all are in use and there may be more.
  ///
  /// @param most so many grants are shared by all further opens
  private synchronized @Nullable Grant reuse(Grant.Key key, int most) {
    Grant least = null;
    int valid = 0;
    for (Grant grant : shared.getOrDefault(key, List.of())) {
      if (grant.isValid()) {
        valid++;
        if (least == null || grant.users < least.users) {
          least = grant;
        }
      }
    }
    if (least == null || least.users > 0 && valid < most) {
      return null;
    }
    if (least.users++ == 0) {
      idle.remove(least);
    }
    return least;
  }

  private synchronized boolean keep(Grant fresh) {
    if (closed) {
      return false;
    }
    fresh.users = 1;
    held.add(fresh);
    shared.computeIfAbsent(fresh.key, key -> new ArrayList<>(1)).add(fresh);
    return true;
  }

  /// An open file needs it no longer.
  void release(Grant grant) {
    Grant oldest = null;
    synchronized (this) {
      if (--grant.users > 0 || !held.contains(grant)) {
        return;
      }
      if (closed || idleNanos == 0 || !grant.isValid()) {
        oldest = grant;
      } else {
        grant.idleSince = System.nanoTime();
        idle.addLast(grant);
        oldest = idle.size() > IDLE_MAX ? idle.pollFirst() : null;
        tick();
      }
    }
    if (oldest != null) {
      retire(oldest);
    }
  }

  /// The server took this grant back.
  void recalled(int slot, int generation) {
    for (Grant grant : snapshot()) {
      if (grant.isSlot(slot, generation)) {
        retire(grant);
      }
    }
  }

  /// The server is gone.
  void forgetAll() {
    synchronized (this) {
      refusals.clear();
    }
    snapshot().forEach(this::retire);
  }

  private synchronized List<Grant> snapshot() {
    return new ArrayList<>(held);
  }

  /// Turns it off and closes it as soon as nobody is inside.
  private void retire(Grant grant) {
    grant.invalidate();
    synchronized (this) {
      if (held.remove(grant)) {
        pastCalls += grant.calls();
        pastBytes += grant.bytes();
      }
      shared.computeIfPresent(
          grant.key, (key, grants) -> grants.remove(grant) && grants.isEmpty() ? null : grants);
      idle.remove(grant);
      if (!leaving.contains(grant)) {
        leaving.add(grant);
      }
    }
    closeLeaving();
  }

  private synchronized void closeLeaving() {
    leaving.removeIf(Grant::tryClose);
    if (!leaving.isEmpty()) {
      tick();
    }
  }

  private void tick() {
    if (!ticking) {
      ticking = true;
      long pause = leaving.isEmpty() ? Math.max(idleNanos / 2, 1_000_000) : 1_000_000;
      CLOCK.schedule(this::tock, pause, TimeUnit.NANOSECONDS);
    }
  }

  private void tock() {
    List<Grant> old = new ArrayList<>();
    synchronized (this) {
      ticking = false;
      long now = System.nanoTime();
      Iterator<Grant> oldestFirst = idle.iterator();
      while (oldestFirst.hasNext()) {
        Grant grant = oldestFirst.next();
        if (now - grant.idleSince >= idleNanos || !grant.isValid()) {
          old.add(grant);
        }
      }
      if (old.size() < idle.size()) {
        tick();
      }
    }
    old.forEach(this::retire);
    closeLeaving();
  }

  /// Reads and writes done with grants, up to now.
  synchronized long calls() {
    return pastCalls + held.stream().mapToLong(Grant::calls).sum();
  }

  synchronized long bytes() {
    return pastBytes + held.stream().mapToLong(Grant::bytes).sum();
  }

  /// Takes all grants from the open files; what they do under way finishes.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    forgetAll();
  }
}

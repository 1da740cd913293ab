package dev.byway.server.export;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Vfs;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Recently used files, kept open: NFSv3 has no OPEN, and opening costs more than reading 4 KiB.
///
/// Each is open for one caller and one kind of access, since permission is decided at open. A file
/// is closed when it was idle for [#IDLE_SWEEPS] sweeps or open for [#OPEN_SWEEPS], when there are
/// more than the bound, when its node is removed or its attributes are set ([#drop]), and with its
/// room ([#dropAll]). Nobody counts who is using one: an [OpenFile] that is closed finishes its
/// calls under way, and who comes too late gets EBADF and asks again.
///
/// Finding one takes a look-up in a concurrent map: no lock, nothing allocated.
public final class OpenFiles implements AutoCloseable {
  /// How many calls of [#sweep] an unused file stays open.
  public static final int IDLE_SWEEPS = 5;

  /// How many calls of [#sweep] any file stays open. Then permission is decided anew: an access
  /// control list may have changed and left mode and owner as they were.
  public static final int OPEN_SWEEPS = 15;

  /// Callers that share one node; more push each other out.
  private static final int PER_NODE = 32;

  /// Files looked at to find one to close: the least recently used of a few is good enough.
  private static final int SAMPLE = 16;

  private static final OpenHow READ = OpenHow.READ.withOwnerOverride();
  private static final OpenHow WRITE = OpenHow.WRITE.withOwnerOverride();

  private final ConcurrentHashMap<Node, CachedFile[]> byNode = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final int bound;
  private volatile int sweeps;
  private @Nullable Iterator<CachedFile[]> hand;

  /// @param bound most files kept open
  public OpenFiles(int bound) {
    this.bound = bound;
  }

  /// The node, open for this caller; opened now if it is not.
  ///
  /// @throws ErrnoException as [Vfs#open]; EAGAIN when the caller cannot wait
  public CachedFile open(Vfs vfs, Caller caller, Node node, boolean write) throws ErrnoException {
    CachedFile[] files = byNode.get(node);
    if (files != null) {
      CachedFile found = find(files, caller, write);
      if (found != null) {
        return found;
      }
    }
    // In this order: a change in between is then taken for one after the open, and decided again.
    Attributes before = vfs.getattr(caller, node);
    OpenFile file = vfs.open(caller, node, write ? WRITE : READ);
    CachedFile fresh = add(node, new CachedFile(vfs, caller, write, file, before));
    // Who removed it meanwhile may have looked for open files before this one was among them.
    if (isGone(vfs, caller, node)) {
      drop(fresh);
    }
    return fresh;
  }

  private @Nullable CachedFile find(CachedFile[] files, Caller caller, boolean write) {
    for (CachedFile each : files) {
      if (each.isFor(caller, write)) {
        touch(each);
        return each;
      }
    }
    return null;
  }

  private void touch(CachedFile file) {
    int now = sweeps;
    if (file.lastUsed != now) {
      file.lastUsed = now;
    }
  }

  private static boolean isGone(Vfs vfs, Caller caller, Node node) {
    try {
      return vfs.getattr(caller, node).nlink() == 0;
    } catch (ErrnoException e) {
      return e.errno() == Errno.ESTALE;
    }
  }

  private CachedFile add(Node node, CachedFile fresh) {
    fresh.opened = sweeps;
    fresh.lastUsed = fresh.opened;
    byNode.compute(node, (key, old) -> old == null ? new CachedFile[] {fresh} : with(old, fresh));
    if (count.incrementAndGet() > bound) {
      evictOne();
    }
    return fresh;
  }

  private CachedFile[] with(CachedFile[] old, CachedFile fresh) {
    if (old.length < PER_NODE) {
      CachedFile[] more = Arrays.copyOf(old, old.length + 1);
      more[old.length] = fresh;
      return more;
    }
    int oldest = 0;
    for (int i = 1; i < old.length; i++) {
      oldest = older(old[i], old[oldest]) ? i : oldest;
    }
    CachedFile[] same = old.clone();
    close(same[oldest]);
    same[oldest] = fresh;
    return same;
  }

  private boolean older(CachedFile one, CachedFile other) {
    int now = sweeps;
    return now - one.lastUsed > now - other.lastUsed;
  }

  /// Closes this one, if it is still kept.
  public void drop(CachedFile file) {
    byNode.computeIfPresent(file.node(), (key, files) -> without(files, file));
  }

  private CachedFile @Nullable [] without(CachedFile[] files, CachedFile gone) {
    for (int i = 0; i < files.length; i++) {
      if (files[i] == gone) {
        close(gone);
        CachedFile[] rest = Arrays.copyOf(files, files.length - 1);
        System.arraycopy(files, i + 1, rest, i, rest.length - i);
        return rest.length == 0 ? null : rest;
      }
    }
    return files;
  }

  /// Closes all that are open on this node: it was removed, or who may use it was changed.
  public void drop(@Nullable Node node) {
    if (node == null || count.get() == 0) {
      return;
    }
    CachedFile[] files = byNode.remove(node);
    if (files != null) {
      for (CachedFile each : files) {
        close(each);
      }
    }
  }

  /// Closes all files of a room.
  public void dropAll(Vfs vfs) {
    for (CachedFile[] files : byNode.values()) {
      for (CachedFile each : files) {
        if (each.vfs() == vfs) {
          drop(each);
        }
      }
    }
  }

  /// How many files are open.
  public int size() {
    return count.get();
  }

  /// To be called every few seconds, by one thread: closes what was not used, or was opened, too
  /// many sweeps ago.
  public void sweep() {
    int now = sweeps + 1;
    for (CachedFile[] files : byNode.values()) {
      for (CachedFile each : files) {
        if (now - each.lastUsed > IDLE_SWEEPS || now - each.opened > OPEN_SWEEPS) {
          drop(each);
        }
      }
    }
    sweeps = now;
  }

  private void evictOne() {
    CachedFile oldest = null;
    synchronized (this) {
      for (int i = 0; i < SAMPLE; i++) {
        if (hand == null || !hand.hasNext()) {
          hand = byNode.values().iterator();
        }
        if (hand.hasNext()) {
          CachedFile each = hand.next()[0];
          oldest = oldest == null || older(each, oldest) ? each : oldest;
        }
      }
    }
    if (oldest != null) {
      drop(oldest);
    }
  }

  private void close(CachedFile file) {
    count.decrementAndGet();
    file.file().close();
  }

  /// Closes all.
  @Override
  public void close() {
    for (Node node : byNode.keySet()) {
      drop(node);
    }
  }
}

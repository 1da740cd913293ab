package dev.byway.server.nlm4;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockClient;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file in which a host has locks, kept open so that they can be given up whatever becomes of its
/// names and its mode. Used with its monitor held.
final class LockedFile {
  private static final OpenHow READ = OpenHow.READ.withOwnerOverride();
  private static final OpenHow WRITE = OpenHow.WRITE.withOwnerOverride();

  final NlmHost host;
  final Vfs vfs;
  final Node node;
  final Map<BlockedLock.Key, BlockedLock> blocked = new HashMap<>();
  private @Nullable OpenFile reader;
  private @Nullable OpenFile writer;
  private @Nullable Caller mayRead;
  private @Nullable Caller mayWrite;
  private boolean closed;
  private long usedNanos = System.nanoTime();

  LockedFile(NlmHost host, Vfs vfs, Node node) {
    this.host = host;
    this.vfs = vfs;
    this.node = node;
  }

  boolean isClosed() {
    return closed;
  }

  void used() {
    usedNanos = System.nanoTime();
  }

  /// The file, open for a lock of this kind; whether the caller may open it is asked each time that
  /// it is another than the last.
  ///
  /// @throws ErrnoException as [Vfs#open]
  OpenFile openFor(LockKind kind, LockTarget target) throws ErrnoException {
    boolean write = kind == LockKind.WRITE;
    OpenFile open = write ? writer : reader;
    Caller last = write ? mayWrite : mayRead;
    if (open != null && last != null && target.caller().equals(last)) {
      return open;
    }
    OpenFile fresh = vfs.open(target.caller(), node, write ? WRITE : READ);
    if (open != null) {
      fresh.close();
    } else {
      open = fresh;
    }
    if (write) {
      writer = open;
      mayWrite = target.caller();
    } else {
      reader = open;
      mayRead = target.caller();
    }
    return open;
  }

  void unlock(Caller caller, LockOwner owner, ByteRange range) throws ErrnoException {
    OpenFile open = writer != null ? writer : reader;
    if (open != null) {
      open.unlock(caller, owner, range);
    }
  }

  /// Closes the file if nobody locks it any more.
  ///
  /// @param idleNanos how long it must not have been used
  boolean closeIfIdle(long idleNanos) {
    OpenFile open = writer != null ? writer : reader;
    if (closed || !blocked.isEmpty() || System.nanoTime() - usedNanos < idleNanos) {
      return closed;
    }
    if (open == null || !isLocked(open)) {
      close();
    }
    return closed;
  }

  private static boolean isLocked(OpenFile open) {
    var nobody = new LockOwner(new LockClient("nobody"), new byte[0], 0);
    try {
      HeldLock some = open.testLock(Caller.ROOT, nobody, LockKind.WRITE, ByteRange.ALL);
      return some != null;
    } catch (ErrnoException e) {
      return true;
    }
  }

  void close() {
    closed = true;
    if (reader != null) {
      reader.close();
    }
    if (writer != null) {
      writer.close();
    }
  }
}

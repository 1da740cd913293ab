package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.lock.LockClient;
import dev.byway.wire.ninep.Dialect;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What lasts from one Tversion to the next: the dialect, the fids and the calls under way.
final class Session {
  /// Most fids of a connection.
  static final int MAX_FIDS = 1 << 16;

  /// Most locks that a connection waits for at once.
  private static final int MAX_WAITS = 1024;

  final Dialect dialect;
  final int msize;

  /// The owner of all locks that were taken here.
  final LockClient lockClient;

  private final AtomicInteger allFids;
  private final ConcurrentHashMap<Integer, Fid> fids = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  /// By tag, those that are not answered on the connection's own thread. Guards itself.
  private final Map<Integer, NinepCall> underWay = new HashMap<>();

  private final AtomicInteger waits = new AtomicInteger();
  private volatile boolean closed;

  /// @param allFids of all connections
  Session(Dialect dialect, int msize, String client, AtomicInteger allFids) {
    this.dialect = dialect;
    this.msize = msize;
    this.lockClient = new LockClient(client);
    this.allFids = allFids;
  }

  /// @throws ErrnoException EBADF there is none
  Fid fid(int number) throws ErrnoException {
    Fid fid = fids.get(number);
    if (fid == null) {
      throw Errno.EBADF.exception();
    }
    return fid;
  }

  /// Gives a number to a fid.
  ///
  /// @throws ErrnoException EBADF the number is in use; EMFILE, ENFILE too many
  void add(int number, Fid fid) throws ErrnoException {
    if (count.incrementAndGet() > MAX_FIDS || allFids.incrementAndGet() > NinepServer.MAX_FIDS) {
      boolean mine = count.getAndDecrement() > MAX_FIDS;
      if (!mine) {
        allFids.getAndDecrement();
      }
      throw (mine ? Errno.EMFILE : Errno.ENFILE).exception();
    }
    if (closed || fids.putIfAbsent(number, fid) != null) {
      forgotten();
      throw Errno.EBADF.exception();
    }
    if (closed && fids.remove(number, fid)) {
      forgotten();
      fid.close();
    }
  }

  /// Whether this number is given already.
  boolean has(int number) {
    return fids.containsKey(number);
  }

  /// Takes the number away from its fid, which the caller closes.
  ///
  /// @throws ErrnoException EBADF there is none
  Fid remove(int number) throws ErrnoException {
    Fid fid = fids.remove(number);
    if (fid == null) {
      throw Errno.EBADF.exception();
    }
    forgotten();
    return fid;
  }

  private void forgotten() {
    count.getAndDecrement();
    allFids.getAndDecrement();
  }

  int fidCount() {
    return count.get();
  }

  /// A call goes on elsewhere than on the connection's thread.
  ///
  /// @return false: its tag is in use
  boolean begin(NinepCall call) {
    synchronized (underWay) {
      NinepCall before = underWay.get(call.tag());
      boolean free = before == null || before.isAnswered();
      if (free) {
        underWay.put(call.tag(), call);
      }
      return free;
    }
  }

  /// @return whether the tag is that of a call under way
  boolean isUnderWay(int tag) {
    synchronized (underWay) {
      NinepCall call = underWay.isEmpty() ? null : underWay.get(tag);
      return call != null && !call.isAnswered();
    }
  }

  /// The call with this tag, if it is under way.
  @Nullable NinepCall underWay(int tag) {
    synchronized (underWay) {
      return underWay.get(tag);
    }
  }

  /// Its answer is on the way, or there will be none.
  void end(NinepCall call) {
    synchronized (underWay) {
      underWay.remove(call.tag(), call);
    }
  }

  /// @throws ErrnoException ENOLCK it waits for too many locks
  void beginWait() throws ErrnoException {
    if (waits.incrementAndGet() > MAX_WAITS) {
      waits.getAndDecrement();
      throw Errno.ENOLCK.exception();
    }
  }

  void endWait() {
    waits.getAndDecrement();
  }

  boolean isClosed() {
    return closed;
  }

  /// Answers to calls of this session are not wanted any more. The connection's thread.
  void abandon() {
    closed = true;
  }

  /// Closes all fids and gives up all locks; may wait. After [#abandon].
  void close() {
    for (Integer number : fids.keySet()) {
      Fid fid = fids.remove(number);
      if (fid != null) {
        forgotten();
        fid.attachment().vfs().releaseLocks(lockClient);
        fid.close();
      }
    }
  }
}

package dev.byway.client.localio;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The grants of one open file, which come and go: asked for when it is opened, dropped when they
/// are found to be taken back, and asked for again from time to time. Any thread.
final class FileGrants {
  private static final VarHandle READING;
  private static final VarHandle WRITING;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      READING = lookup.findVarHandle(FileGrants.class, "reading", Grant.class);
      WRITING = lookup.findVarHandle(FileGrants.class, "writing", Grant.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final LocalioVfs vfs;
  private final Caller opener;
  private final Node node;
  private final OpenHow how;

  /// Null while reads go over the wire. Both may be the same grant.
  private volatile @Nullable Grant reading;

  private volatile @Nullable Grant writing;
  private volatile String reason = "";
  private volatile long retryAt;
  private int pauseMillis;
  private volatile boolean closed;

  FileGrants(LocalioVfs vfs, Caller opener, OpenFile wire) {
    this.vfs = vfs;
    this.opener = opener.asPatient();
    this.node = wire.node();
    this.how = wire.how();
    regain();
  }

  /// What reads go by, if it is still valid; null: the wire.
  @Nullable Grant reading() {
    return reading;
  }

  /// As [#reading], of writes.
  @Nullable Grant writing() {
    return writing;
  }

  /// One of both, for what needs the file but no right.
  @Nullable Grant either() {
    Grant grant = reading;
    return grant != null ? grant : writing;
  }

  /// Why there is none, as far as it was told.
  String reason() {
    return reason;
  }

  boolean isClosed() {
    return closed;
  }

  /// Drops a grant that is not valid any more, and asks for another when it is time to.
  void wayBack(Caller caller, @Nullable Grant lost) {
    if (lost != null && !lost.isValid()) {
      drop(lost);
    }
    if (!closed && !caller.nowait() && System.nanoTime() - retryAt >= 0 && vfs.isOn()) {
      regain();
    }
  }

  private synchronized void drop(Grant grant) {
    boolean mine = READING.compareAndSet(this, grant, null);
    mine |= WRITING.compareAndSet(this, grant, null);
    if (mine) {
      reason = vfs.reasonWithoutGrant();
      pauseMillis = vfs.pauseAfter(0);
      retryAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
      vfs.grants().release(grant);
    }
  }

  /// Tries to get what is missing. A file open for both that may only be read here is.
  private synchronized void regain() {
    if (closed || (reading != null || !how.read()) && (writing != null || !how.write())) {
      return;
    }
    pauseMillis = vfs.pauseAfter(pauseMillis);
    retryAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
    reason = "";
    if (how.write() && writing == null) {
      Grant grant = ask(how.read(), true);
      if (grant != null && how.read()) {
        adopt(grant);
        return;
      }
      writing = grant;
    }
    if (how.read() && reading == null) {
      reading = ask(true, false);
    }
  }

  /// For both; a grant for reading alone, if there was one, is not needed any more.
  private void adopt(Grant grant) {
    Grant before = (Grant) READING.getAndSet(this, grant);
    writing = grant;
    if (before != null) {
      vfs.grants().release(before);
    }
  }

  private @Nullable Grant ask(boolean read, boolean write) {
    try {
      return vfs.grant(opener, node, read, write);
    } catch (ErrnoException e) {
      reason = LocalioVfs.text(e);
      return null;
    }
  }

  RoadReport.File report() {
    String reads = how.read() ? road(reading) : "-";
    String writes = how.write() ? road(writing) : "-";
    boolean wireUsed = reads.equals(RoadReport.WIRE) || writes.equals(RoadReport.WIRE);
    String why = reason.isEmpty() ? vfs.reasonWithoutGrant() : reason;
    return new RoadReport.File(vfs.describe(node), reads, writes, wireUsed ? why : "");
  }

  private static String road(@Nullable Grant grant) {
    return grant != null && grant.isValid() ? RoadReport.BYWAY : RoadReport.WIRE;
  }

  /// Gives all back.
  ///
  /// @return false when that was done already
  boolean close() {
    Grant read;
    Grant write;
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
      read = (Grant) READING.getAndSet(this, null);
      write = (Grant) WRITING.getAndSet(this, null);
    }
    if (read != null) {
      vfs.grants().release(read);
    }
    if (write != null && write != read) {
      vfs.grants().release(write);
    }
    return true;
  }
}

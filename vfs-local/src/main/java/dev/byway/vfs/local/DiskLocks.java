package dev.byway.vfs.local;

import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.OfdLocks;
import dev.byway.linux.OpenAt;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockClient;
import dev.byway.vfs.lock.LockGround;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/// The locks of one file on the disk: those of one open file description, for all owners. Programs
/// of this machine meet them, and the other way round.
final class DiskLocks implements LockGround {
  private static final Logger LOG = System.getLogger(DiskLocks.class.getName());
  private static final LockClient DISK = new LockClient("a program of this machine");

  private final int fd;
  private final OpenHow how;

  private DiskLocks(int fd, OpenHow how) {
    this.fd = fd;
    this.how = how;
  }

  /// By the description of an open file: it lives on when that is closed. One that is open for
  /// writing only could not hold a shared lock, so another is made.
  static DiskLocks of(int open, OpenHow how) throws ErrnoException {
    if (!how.read()) {
      try {
        int both = OpenAt.reopen(ProcFd.NUMBER, open, OpenAt.O_RDWR);
        return new DiskLocks(both, OpenHow.READ_WRITE);
      } catch (ErrnoException mayNot) {
        LOG.log(Level.DEBUG, "locks of a file that cannot be read: {0}", mayNot.getMessage());
      }
    }
    return new DiskLocks(Descriptors.dup(open), how);
  }

  boolean allows(LockKind kind) {
    return kind == LockKind.READ ? how.read() : how.write();
  }

  @Override
  public @Nullable HeldLock take(LockKind kind, ByteRange range) throws ErrnoException {
    if (OfdLocks.trySet(fd, type(kind), range.first(), range.length())) {
      return null;
    }
    HeldLock blocker = test(kind, range);
    // gone between the two calls: the next try will see
    return blocker != null ? blocker : foreign(LockKind.WRITE, range, 0);
  }

  @Override
  public @Nullable HeldLock test(LockKind kind, ByteRange range) throws ErrnoException {
    OfdLocks.Blocker blocker = OfdLocks.blocker(fd, type(kind), range.first(), range.length());
    if (blocker == null) {
      return null;
    }
    LockKind theirs = blocker.type() == OfdLocks.F_RDLCK ? LockKind.READ : LockKind.WRITE;
    ByteRange where = ByteRange.of(blocker.start(), blocker.length());
    return foreign(theirs, where, Math.max(blocker.pid(), 0));
  }

  private static HeldLock foreign(LockKind kind, ByteRange range, int pid) {
    return new HeldLock(new LockOwner(DISK, new byte[0], pid), kind, range);
  }

  @Override
  public void give(ByteRange range) {
    try {
      OfdLocks.trySet(fd, OfdLocks.F_UNLCK, range.first(), range.length());
    } catch (ErrnoException e) {
      // out of memory for splitting one: it goes with the file's last lock
      LOG.log(Level.WARNING, "a lock on the disk stays: {0}", e.getMessage());
    }
  }

  /// The description may live on in an open file of the room, and its locks with it.
  @Override
  public void close() {
    give(ByteRange.ALL);
    Descriptors.close(fd);
  }

  private static short type(LockKind kind) {
    return kind == LockKind.READ ? OfdLocks.F_RDLCK : OfdLocks.F_WRLCK;
  }
}

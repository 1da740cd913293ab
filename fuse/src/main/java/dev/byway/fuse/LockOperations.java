package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockClient;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.wire.WireException;
import dev.byway.wire.fuse.FuseFileLock;
import dev.byway.wire.fuse.FuseLkIn;
import dev.byway.wire.fuse.FuseLkOut;
import java.nio.ByteBuffer;

/// GETLK, SETLK, SETLKW: the locks of programs on the mount are the room's, so that they conflict
/// with those of its other doors. They come only where the room has locks; otherwise the kernel
/// keeps them itself.
///
/// A lock that is had is answered once the kernel has let go of the file's pages, and one that is
/// given up once it has sent them: see [LockAnswers].
final class LockOperations {
  private static final int F_RDLCK = 0;
  private static final int F_WRLCK = 1;
  private static final int F_UNLCK = 2;

  private final Vfs vfs;
  private final OpenFiles files;
  private final LockAnswers answers;
  private final Releases releases;
  private final boolean writeback;
  private final LockClient client = new LockClient("mount");

  LockOperations(Session session, LockAnswers answers) {
    this.vfs = session.vfs();
    this.files = session.files();
    this.answers = answers;
    this.releases = session.releases();
    this.writeback = session.writeback();
  }

  void getlk(Request request) throws ErrnoException, WireException {
    FuseLkIn in = FuseLkIn.decode(request.reader);
    OpenHandle handle = files.at(in.fh());
    ByteRange range = range(in.lk());
    HeldLock inTheWay = handle.file.testLock(request.caller, owner(in), kind(in.lk()), range);
    FuseFileLock told =
        inTheWay == null
            ? new FuseFileLock(range.first(), range.last(), F_UNLCK, 0)
            : new FuseFileLock(
                inTheWay.range().first(),
                inTheWay.range().last(),
                inTheWay.kind() == LockKind.READ ? F_RDLCK : F_WRLCK,
                inTheWay.owner().pid());
    new FuseLkOut(told).encode(request.writer);
  }

  void setlk(Request request, boolean wait) throws ErrnoException, WireException {
    FuseLkIn in = FuseLkIn.decode(request.reader);
    OpenHandle handle = files.at(in.fh());
    LockOwner owner = owner(in);
    ByteRange range = range(in.lk());
    if (in.lk().type() == F_UNLCK) {
      unlock(request, handle, owner, range);
      return;
    }
    LockKind kind = kind(in.lk());
    OpenFile file = fileFor(handle, in, kind);
    handle.node.lockers().put(owner, handle);
    HeldLock inTheWay = file.lock(request.caller, owner, kind, range);
    if (inTheWay != null && releases.await()) {
      // perhaps of a program that has ended: the kernel waits for no RELEASE, nor do its callers
      inTheWay = file.lock(request.caller, owner, kind, range);
    }
    if (inTheWay == null) {
      answers.had(request, handle);
      return;
    }
    if (!wait) {
      throw Errno.EAGAIN.exception();
    }
    if (isFlock(in)) {
      // flock(2) gives its lock up before it waits for another: two who go up do not block
      file.unlock(request.caller, owner, ByteRange.ALL);
    }
    answers.await(request, handle, file, owner, kind, range);
  }

  /// flock(2) does not ask what the file is open for, the room does.
  private OpenFile fileFor(OpenHandle handle, FuseLkIn in, LockKind kind) throws ErrnoException {
    OpenHow how = handle.file.how();
    boolean allowed = kind == LockKind.READ ? how.read() : how.write();
    return allowed || !isFlock(in) ? handle.file : handle.fileForLocks(vfs, kind);
  }

  private void unlock(Request request, OpenHandle handle, LockOwner owner, ByteRange range)
      throws ErrnoException {
    if (range.equals(ByteRange.ALL)) {
      handle.node.lockers().remove(owner);
    }
    if (writeback) {
      answers.unlock(request, handle, owner, range);
    } else {
      handle.file.unlock(request.caller, owner, range);
    }
  }

  /// A process has closed a descriptor of the file: with it go all its fcntl(2) locks.
  void flushed(Request request, OpenHandle handle, long lockOwner) throws ErrnoException {
    if (handle.node.hasLockers()) {
      LockOwner owner = new LockOwner(client, id(lockOwner, false), 0);
      if (handle.node.lockers().remove(owner) != null) {
        handle.file.unlock(request.caller, owner, ByteRange.ALL);
      }
    }
  }

  /// The last descriptor of an open file is closed: nobody is left who has locked by it. The kernel
  /// does not tell of open file description locks.
  void released(OpenHandle handle) {
    if (!handle.node.hasLockers()) {
      return;
    }
    handle
        .node
        .lockers()
        .forEach(
            (owner, by) -> {
              if (by == handle && handle.node.lockers().remove(owner, handle)) {
                releaseQuietly(handle, owner);
              }
            });
  }

  private static void releaseQuietly(OpenHandle handle, LockOwner owner) {
    try {
      handle.file.unlock(handle.opener, owner, ByteRange.ALL);
    } catch (ErrnoException e) {
      System.getLogger(LockOperations.class.getName())
          .log(System.Logger.Level.WARNING, "a lock was not given up: {0}", e.getMessage());
    }
  }

  /// The mount has ended.
  void close() {
    vfs.releaseLocks(client);
    answers.close();
  }

  private static boolean isFlock(FuseLkIn in) {
    return (in.lkFlags() & FuseLkIn.FUSE_LK_FLOCK) != 0;
  }

  private LockOwner owner(FuseLkIn in) {
    return new LockOwner(client, id(in.owner(), isFlock(in)), in.lk().pid());
  }

  private static byte[] id(long owner, boolean flock) {
    return ByteBuffer.allocate(9).putLong(owner).put((byte) (flock ? 1 : 0)).array();
  }

  private static ByteRange range(FuseFileLock lk) throws ErrnoException {
    if (lk.start() < 0 || lk.end() < lk.start()) {
      throw Errno.EINVAL.exception();
    }
    return new ByteRange(lk.start(), lk.end());
  }

  private static LockKind kind(FuseFileLock lk) throws ErrnoException {
    return switch (lk.type()) {
      case F_RDLCK -> LockKind.READ;
      case F_WRLCK -> LockKind.WRITE;
      default -> throw Errno.EINVAL.exception();
    };
  }
}

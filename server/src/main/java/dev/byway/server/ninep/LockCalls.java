package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.net.SendBuffer;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.vfs.lock.LockWait;
import dev.byway.vfs.lock.LockWaiter;
import dev.byway.wire.ninep.Lock9;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.xdr.XdrString;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Tlock and Tgetlock. A lock that must be waited for takes no thread, and is answered when it is
/// granted: Linux would ask again only after half a minute.
final class LockCalls {
  private LockCalls() {}

  /// @return false: it is answered later
  static boolean lock(NinepCall call, Lock9.Tlock lock) throws ErrnoException {
    Fid fid = call.session().fid(lock.fid());
    OpenFile file = fid.file();
    Caller caller = call.caller(fid);
    ByteRange range = ByteRange.of(lock.start(), lock.length());
    LockOwner owner = owner(call, lock.procId(), lock.clientId());
    if (lock.type() == Ninep.P9_LOCK_TYPE_UNLCK) {
      file.unlock(caller, owner, range);
      call.reply(new Lock9.Rlock(Ninep.P9_LOCK_SUCCESS));
      return true;
    }
    LockKind kind = kind(lock.type());
    fid.locked(owner);
    if ((lock.flags() & Ninep.P9_LOCK_FLAGS_BLOCK) == 0) {
      boolean free = file.lock(caller, owner, kind, range) == null;
      call.reply(new Lock9.Rlock(free ? Ninep.P9_LOCK_SUCCESS : Ninep.P9_LOCK_BLOCKED));
      return true;
    }
    if (call.nowait()) {
      if (file.lock(caller, owner, kind, range) != null) {
        throw Errno.EAGAIN.exception(); // to wait, it must be a call of its own
      }
      call.reply(new Lock9.Rlock(Ninep.P9_LOCK_SUCCESS));
      return true;
    }
    return await(call, caller, file, owner, kind, range);
  }

  private static boolean await(
      NinepCall call, Caller caller, OpenFile file, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    call.session().beginWait();
    var waiting = new Waiting(call);
    LockWait wait;
    try {
      wait = file.awaitLock(caller, owner, kind, range, waiting);
    } catch (ErrnoException e) {
      call.session().endWait();
      throw e;
    }
    if (wait == null) {
      call.session().endWait();
      call.reply(new Lock9.Rlock(Ninep.P9_LOCK_SUCCESS));
      return true;
    }
    call.park();
    call.parked(() -> waiting.flushed(wait));
    return false;
  }

  /// A call that waits for a lock.
  private static final class Waiting implements LockWaiter {
    private final NinepCall call;
    private final AtomicBoolean done = new AtomicBoolean();

    Waiting(NinepCall call) {
      this.call = call;
    }

    @Override
    public void granted() {
      answer(null);
    }

    @Override
    public void failed(Errno errno) {
      answer(errno);
    }

    private void answer(@Nullable Errno errno) {
      if (done.compareAndSet(false, true)) {
        call.session().endWait();
        call.answerLater(
            new SendBuffer(),
            () -> {
              if (errno == null) {
                call.reply(new Lock9.Rlock(Ninep.P9_LOCK_SUCCESS));
              } else {
                call.fail(errno);
              }
            });
      }
    }

    void flushed(LockWait wait) {
      if (wait.cancel() && done.compareAndSet(false, true)) {
        call.session().endWait();
        call.connection().overLater(call, new SendBuffer());
      }
    }
  }

  static void getlock(NinepCall call, Lock9.Tgetlock lock) throws ErrnoException {
    Fid fid = call.session().fid(lock.fid());
    // Linux asks for a lock of type UNLCK here: what is in the way of the strongest is meant.
    LockKind kind = lock.type() == Ninep.P9_LOCK_TYPE_RDLCK ? LockKind.READ : LockKind.WRITE;
    HeldLock held =
        fid.file()
            .testLock(
                call.caller(fid),
                owner(call, lock.procId(), lock.clientId()),
                kind,
                ByteRange.of(lock.start(), lock.length()));
    Lock9.Rgetlock answer =
        held == null
            ? new Lock9.Rgetlock(
                Ninep.P9_LOCK_TYPE_UNLCK,
                lock.start(),
                lock.length(),
                lock.procId(),
                lock.clientId())
            : new Lock9.Rgetlock(
                held.kind() == LockKind.READ ? Ninep.P9_LOCK_TYPE_RDLCK : Ninep.P9_LOCK_TYPE_WRLCK,
                held.range().first(),
                held.range().length(),
                held.owner().pid(),
                XdrString.of(held.owner().client().toString()));
    call.reply(answer, Ninep.IOHDRSZ + 2 * Long.BYTES + answer.clientId().length());
  }

  private static LockKind kind(int type) throws ErrnoException {
    return switch (type) {
      case Ninep.P9_LOCK_TYPE_RDLCK -> LockKind.READ;
      case Ninep.P9_LOCK_TYPE_WRLCK -> LockKind.WRITE;
      default -> throw Errno.EINVAL.exception();
    };
  }

  /// A process of a machine: its name alone does not tell machines apart, so the connection counts.
  private static LockOwner owner(NinepCall call, int procId, XdrString clientId) {
    byte[] name = clientId.unsafeBytes();
    byte[] id = new byte[Integer.BYTES + name.length];
    ByteBuffer.wrap(id).putInt(procId).put(name);
    return new LockOwner(call.session().lockClient, id, procId);
  }
}

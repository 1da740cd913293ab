package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.FileStates;
import dev.byway.server.state.LockState;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockKind;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Lock4;
import dev.byway.wire.nfs4.LockType4;
import dev.byway.wire.nfs4.Locker4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Stateid4;
import org.jspecify.annotations.Nullable;

/// LOCK, RFC 8881 §18.10. Who is denied asks again: nobody is told.
final class LockOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Lock4.Args args = Lock4.Args.decode(compound.args());
    Target target = compound.current();
    ByteRange range = Locks.range(args.offset(), args.length());
    compound.door().clients().grace().require(compound.client(), args.reclaim());
    FileStates files = compound.door().files();
    LockState state =
        switch (args.locker()) {
          case Locker4.New fresh ->
              files.locks(compound.open(fresh.openStateid()), fresh.lockOwner().owner());
          case Locker4.Known known -> {
            if (compound.state(known.lockStateid()) instanceof LockState locks) {
              yield locks;
            }
            throw Nfs4Exception.of(NfsStat4.NFS4ERR_BAD_STATEID);
          }
        };
    boolean taken = false;
    try {
      HeldLock conflict = lock(compound, target, state, args.locktype(), range);
      taken = conflict == null;
      if (conflict != null) {
        return Locks.denied(compound, conflict);
      }
    } finally {
      if (!taken && !state.isHeld()) {
        files.free(state);
      }
    }
    Stateid4 stateid = state.locked();
    compound.currentStateid(stateid);
    stateid.encode(compound.out());
    return NfsStat4.NFS4_OK;
  }

  private static @Nullable HeldLock lock(
      Compound compound, Target target, LockState state, LockType4 type, ByteRange range)
      throws ErrnoException, Nfs4Exception {
    OpenFile file = type.isRead() ? state.open().reader() : state.open().writer();
    LockKind kind = type.isRead() ? LockKind.READ : LockKind.WRITE;
    compound.client().locksIn(target.vfs());
    try {
      HeldLock conflict = file.lock(target.caller(), state.inRoom(), kind, range);
      if (conflict != null && compound.door().clients().expire(conflict.owner().client())) {
        conflict = file.lock(target.caller(), state.inRoom(), kind, range);
      }
      return conflict;
    } catch (ErrnoException e) {
      throw Io.closed(e);
    }
  }
}

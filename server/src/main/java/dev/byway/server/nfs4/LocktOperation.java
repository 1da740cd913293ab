package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.FileStates;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Lock4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.Stateid4;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// LOCKT, RFC 8881 §18.11.
final class LocktOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Lock4.TestArgs args = Lock4.TestArgs.decode(compound.args());
    Target target = compound.current();
    ByteRange range = Locks.range(args.offset(), args.length());
    LockOwner owner = FileStates.lockOwner(compound.client(), args.owner().owner());
    LockKind kind = args.locktype().isRead() ? LockKind.READ : LockKind.WRITE;
    Io io = Io.of(compound, target, Stateid4.READ_BYPASS, Open4.READ);
    HeldLock conflict = test(io, owner, kind, range);
    if (conflict != null && compound.door().clients().expire(conflict.owner().client())) {
      conflict = test(io, owner, kind, range);
    }
    if (conflict != null) {
      return Locks.denied(compound, conflict);
    }
    return NfsStat4.NFS4_OK;
  }

  private static @Nullable HeldLock test(Io io, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException, Nfs4Exception {
    Optional<HeldLock> conflict =
        io.use(
            false,
            (file, caller) -> Optional.ofNullable(file.testLock(caller, owner, kind, range)));
    return conflict.orElse(null);
  }
}

package dev.byway.server.nfs4;

import dev.byway.server.state.Client;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockKind;
import dev.byway.wire.nfs4.Lock4;
import dev.byway.wire.nfs4.LockType4;
import dev.byway.wire.nfs4.Nfs4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.StateOwner4;
import dev.byway.wire.xdr.XdrString;

/// Byte-range locks between the wire and the room.
final class Locks {
  private Locks() {}

  /// @param offset unsigned
  /// @param length unsigned; [Lock4#ALL]
  /// @throws Nfs4Exception INVAL
  static ByteRange range(long offset, long length) throws Nfs4Exception {
    boolean endless = length == Lock4.ALL;
    boolean overflows = Long.compareUnsigned(length, -1 - offset) > 0 && !endless;
    if (length == 0 || overflows) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_INVAL);
    }
    if (offset < 0) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_BAD_RANGE);
    }
    long last = offset + length - 1;
    return new ByteRange(offset, endless || last < offset ? Long.MAX_VALUE : last);
  }

  /// Writes who is in the way.
  static NfsStat4 denied(Compound compound, HeldLock conflict) throws Nfs4Exception {
    Client client = compound.door().clients().of(conflict.owner().client());
    ByteRange range = conflict.range();
    StateOwner4 owner =
        new StateOwner4(
            client == null ? 0 : client.clientid(), XdrString.of(conflict.owner().id()));
    compound.ensure(Nfs4.NFS4_OPAQUE_LIMIT + Compound.ROOM);
    new Lock4.Denied(
            range.first(),
            range.isEndless() ? Lock4.ALL : range.length(),
            conflict.kind() == LockKind.READ ? LockType4.READ_LT : LockType4.WRITE_LT,
            owner)
        .encode(compound.out());
    return NfsStat4.NFS4ERR_DENIED;
  }
}

package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.server.state.Session;
import dev.byway.server.state.Slot;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Sequence4;

/// SEQUENCE, RFC 8881 §18.46: finds the slot, and there out whether all this was answered before.
final class SequenceOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    int arrived = compound.args().remaining();
    Sequence4.Args args = Sequence4.Args.decode(compound.args());
    Session session = compound.door().clients().session(args.sessionid());
    if (session == null) {
      return NfsStat4.NFS4ERR_BADSESSION;
    }
    Slot slot = session.slot(args.slotid());
    if (slot == null) {
      return NfsStat4.NFS4ERR_BADSLOT;
    }
    if (Integer.compareUnsigned(compound.head().operations(), session.fore().maxoperations()) > 0) {
      return NfsStat4.NFS4ERR_TOO_MANY_OPS;
    }
    if (Integer.compareUnsigned(arrived, session.fore().maxrequestsize()) > 0) {
      return NfsStat4.NFS4ERR_REQ_TOO_BIG;
    }
    switch (slot.begin(args.sequenceid())) {
      case RUN -> compound.begin(session, slot, args.cachethis());
      case AGAIN -> {
        byte[] reply = slot.reply();
        compound.begin(session, null, false);
        if (reply != null) {
          compound.answer(reply);
          return NfsStat4.NFS4_OK;
        }
      }
      case RUNNING -> {
        return NfsStat4.NFS4ERR_DELAY;
      }
      case MISORDERED -> {
        return NfsStat4.NFS4ERR_SEQ_MISORDERED;
      }
    }
    int highest = session.slots() - 1;
    new Sequence4.Ok(args.sessionid(), args.sequenceid(), args.slotid(), highest, highest, 0)
        .encode(compound.out());
    return NfsStat4.NFS4_OK;
  }

  @Override
  public boolean outsideSession() {
    return true;
  }
}

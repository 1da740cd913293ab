package dev.byway.server.nfs4;

import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Fallocate;
import dev.byway.wire.nfs4.NfsOp4;
import dev.byway.wire.nfs4.NfsStat4;

/// The operations that are served, by their numbers.
final class Operations {
  private final Operation[] all = new Operation[NfsOp4.values().length];

  Operations() {
    namespace();
    files();
    sessions();
  }

  private void put(NfsOp4 op, Operation operation) {
    all[op.ordinal()] = operation;
  }

  private void namespace() {
    put(NfsOp4.ACCESS, new AccessOperation());
    put(NfsOp4.CREATE, new CreateOperation());
    put(NfsOp4.GETATTR, new GetattrOperation());
    put(NfsOp4.GETFH, new GetfhOperation());
    put(NfsOp4.LINK, new LinkOperation());
    put(NfsOp4.LOOKUP, new LookupOperation());
    put(NfsOp4.LOOKUPP, new LookuppOperation());
    put(NfsOp4.NVERIFY, new VerifyOperation(false));
    put(NfsOp4.VERIFY, new VerifyOperation(true));
    put(NfsOp4.PUTFH, new PutfhOperation());
    put(NfsOp4.PUTROOTFH, new PutrootfhOperation());
    put(NfsOp4.PUTPUBFH, new PutrootfhOperation());
    put(NfsOp4.READDIR, new ReaddirOperation());
    put(NfsOp4.READLINK, new ReadlinkOperation());
    put(NfsOp4.REMOVE, new RemoveOperation());
    put(NfsOp4.RENAME, new RenameOperation());
    put(NfsOp4.RESTOREFH, new RestorefhOperation());
    put(NfsOp4.SAVEFH, new SavefhOperation());
    put(NfsOp4.SECINFO, new SecinfoOperation());
    put(NfsOp4.SECINFO_NO_NAME, new SecinfoNoNameOperation());
    put(NfsOp4.SETATTR, new SetattrOperation());
  }

  private void files() {
    put(NfsOp4.CLOSE, new CloseOperation());
    put(NfsOp4.COMMIT, new CommitOperation());
    put(NfsOp4.OPEN, new OpenOperation());
    put(NfsOp4.OPEN_DOWNGRADE, new OpenDowngradeOperation());
    put(NfsOp4.READ, new ReadOperation());
    put(NfsOp4.WRITE, new WriteOperation());
    put(NfsOp4.FREE_STATEID, new FreeStateidOperation());
    put(NfsOp4.TEST_STATEID, new TestStateidOperation());
    put(NfsOp4.LOCK, new LockOperation());
    put(NfsOp4.LOCKT, new LocktOperation());
    put(NfsOp4.LOCKU, new LockuOperation());
    put(NfsOp4.ALLOCATE, new AllocateOperation(Fallocate.ALLOCATE));
    put(NfsOp4.DEALLOCATE, new AllocateOperation(Fallocate.PUNCH_HOLE));
    put(NfsOp4.SEEK, new SeekOperation());
    put(NfsOp4.IO_ADVISE, new IoAdviseOperation());
    put(NfsOp4.COPY, new CopyOperation());
    put(NfsOp4.GETXATTR, new GetxattrOperation());
    put(NfsOp4.SETXATTR, new SetxattrOperation());
    put(NfsOp4.LISTXATTRS, new ListxattrsOperation());
    put(NfsOp4.REMOVEXATTR, new RemovexattrOperation());
    put(NfsOp4.READ_PLUS, new ReadPlusOperation());
  }

  private void sessions() {
    put(NfsOp4.BACKCHANNEL_CTL, new BackchannelCtlOperation());
    put(NfsOp4.BIND_CONN_TO_SESSION, new BindConnToSessionOperation());
    put(NfsOp4.EXCHANGE_ID, new ExchangeIdOperation());
    put(NfsOp4.CREATE_SESSION, new CreateSessionOperation());
    put(NfsOp4.DESTROY_SESSION, new DestroySessionOperation());
    put(NfsOp4.DESTROY_CLIENTID, new DestroyClientidOperation());
    put(NfsOp4.SEQUENCE, new SequenceOperation());
    put(NfsOp4.RECLAIM_COMPLETE, new ReclaimCompleteOperation());
  }

  /// @throws Nfs4Exception OP_ILLEGAL not of this minor version; NOTSUPP not served
  Operation get(NfsOp4 op, int minorversion) throws Nfs4Exception {
    if (op == NfsOp4.ILLEGAL || op.since() > minorversion) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_OP_ILLEGAL);
    }
    Operation operation = all[op.ordinal()];
    if (operation == null) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_NOTSUPP);
    }
    return operation;
  }
}

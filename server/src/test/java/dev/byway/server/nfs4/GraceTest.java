package dev.byway.server.nfs4;

import static dev.byway.server.nfs4.Nfs4Client.and;
import static dev.byway.server.nfs4.Nfs4Client.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.server.nfs4.Nfs4Client.Op;
import dev.byway.server.nfs4.Nfs4Client.Reply;
import dev.byway.server.state.StateLimits;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.nfs4.Bitmap4;
import dev.byway.wire.nfs4.Getattr4;
import dev.byway.wire.nfs4.Lock4;
import dev.byway.wire.nfs4.LockType4;
import dev.byway.wire.nfs4.Locker4;
import dev.byway.wire.nfs4.NfsOp4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.OpenClaim4;
import dev.byway.wire.nfs4.OpenHow4;
import dev.byway.wire.nfs4.ReclaimComplete4;
import dev.byway.wire.nfs4.StateOwner4;
import dev.byway.wire.nfs4.Stateid4;
import dev.byway.wire.xdr.XdrString;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What clients get back when the server was restarted, RFC 8881 §8.4.2.
class GraceTest {
  private static final Op DONE =
      Op.of(NfsOp4.RECLAIM_COMPLETE, new ReclaimComplete4.Args(false)::encode);

  @TempDir Path state;

  private NfsServer start(Vfs room, Duration lease) throws Exception {
    Vfs kept =
        new ForwardingVfs(room) {
          @Override
          public void close() {}
        };
    return NfsServer.builder()
        .stateFolder(state)
        .stateLimits(StateLimits.DEFAULT.withLease(lease))
        .export("/data", kept, ClientRule.DEFAULT.withSquash(Squash.NONE))
        .start();
  }

  private static Op claim(Nfs4Client client) {
    return Op.of(
        NfsOp4.OPEN,
        new Open4.Args(
                0,
                Open4.BOTH,
                0,
                new StateOwner4(client.clientid, XdrString.of("o")),
                OpenHow4.NoCreate.NO_CREATE,
                new OpenClaim4.Previous(0))
            ::encode);
  }

  private static Op lock(Nfs4Client client, Stateid4 open, boolean reclaim) {
    StateOwner4 owner = new StateOwner4(client.clientid, XdrString.of("l"));
    Locker4 locker = new Locker4.New(0, open, 0, owner);
    return Op.of(
        NfsOp4.LOCK, new Lock4.Args(LockType4.WRITE_LT, reclaim, 0, Lock4.ALL, locker)::encode);
  }

  private static Op plain(Nfs4Client client) {
    return client.open("o", Open4.READ, 0, OpenHow4.NoCreate.NO_CREATE, "f");
  }

  @Test
  void aClientGetsItsFilesAndLocksBackBeforeAnyoneElse() throws Exception {
    try (Vfs room = new MemoryVfs()) {
      try (NfsServer first = start(room, Duration.ofSeconds(90));
          Nfs4Client client = Nfs4Client.begun(first.address(), "one")) {
        Stateid4 open = client.opened("o", Open4.BOTH, 0, "f");
        client.run(NfsStat4.NFS4_OK, and(path("data", "f"), lock(client, open, false)));
      }
      try (NfsServer second = start(room, Duration.ofSeconds(90));
          Nfs4Client client = new Nfs4Client(second.address(), "one");
          Nfs4Client other = Nfs4Client.begun(second.address(), "other")) {
        client.begin(1);
        other.run(NfsStat4.NFS4ERR_GRACE, and(path("data"), plain(other)));
        Reply claimed = client.run(NfsStat4.NFS4_OK, and(path("data", "f"), claim(client)));
        Stateid4 open = Open4.Ok.decode(claimed.body(NfsOp4.OPEN)).stateid();
        client.run(NfsStat4.NFS4_OK, and(path("data", "f"), lock(client, open, true)));
        client.run(NfsStat4.NFS4_OK, DONE);
        client.run(NfsStat4.NFS4ERR_COMPLETE_ALREADY, DONE);
        client.run(NfsStat4.NFS4ERR_NO_GRACE, and(path("data", "f"), claim(client)));
        other.run(NfsStat4.NFS4_OK, and(path("data"), plain(other)));
        Stateid4 theirs = other.opened("o", Open4.BOTH, 0, "f");
        other.run(NfsStat4.NFS4ERR_DENIED, and(path("data", "f"), lock(other, theirs, false)));
      }
    }
  }

  @Test
  void whoHeldNothingHasNothingToReclaim() throws Exception {
    try (Vfs room = new MemoryVfs()) {
      try (NfsServer first = start(room, Duration.ofSeconds(90));
          Nfs4Client client = Nfs4Client.begun(first.address(), "one")) {
        client.opened("o", Open4.BOTH, 0, "f");
      }
      try (NfsServer second = start(room, Duration.ofSeconds(90));
          Nfs4Client other = new Nfs4Client(second.address(), "other")) {
        other.begin(1);
        other.run(NfsStat4.NFS4ERR_RECLAIM_BAD, and(path("data", "f"), claim(other)));
      }
    }
  }

  @Test
  void aClientThatNeverComesBackHoldsOthersUpForNoLongerThanALease() throws Exception {
    try (Vfs room = new MemoryVfs()) {
      try (NfsServer first = start(room, Duration.ofSeconds(90));
          Nfs4Client client = Nfs4Client.begun(first.address(), "one")) {
        client.opened("o", Open4.BOTH, Open4.BOTH, "f");
      }
      try (NfsServer second = start(room, Duration.ofMillis(1500));
          Nfs4Client other = Nfs4Client.begun(second.address(), "other")) {
        NfsStat4 status = NfsStat4.NFS4ERR_GRACE;
        long end = System.nanoTime() + 20_000_000_000L;
        while (status == NfsStat4.NFS4ERR_GRACE && System.nanoTime() < end) {
          status = other.run(and(path("data"), plain(other))).head().status();
        }
        assertThat(status).isEqualTo(NfsStat4.NFS4_OK);
      }
      try (NfsServer third = start(room, Duration.ofSeconds(90));
          Nfs4Client one = new Nfs4Client(third.address(), "one")) {
        one.begin(1);
        Op attributes = Op.of(NfsOp4.GETATTR, new Getattr4.Args(Bitmap4.EMPTY)::encode);
        one.run(NfsStat4.NFS4_OK, and(path("data", "f"), attributes));
      }
    }
  }
}

package dev.byway.server.nfs4;

import static dev.byway.server.nfs4.Nfs4Client.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.server.NfsServer;
import dev.byway.server.TestClient;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.server.nfs4.Nfs4Client.Op;
import dev.byway.server.nfs4.Nfs4Client.Reply;
import dev.byway.server.state.StateLimits;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.nfs4.Bitmap4;
import dev.byway.wire.nfs4.Compound4;
import dev.byway.wire.nfs4.Create4;
import dev.byway.wire.nfs4.CreateSession4;
import dev.byway.wire.nfs4.DestroyClientid4;
import dev.byway.wire.nfs4.DestroySession4;
import dev.byway.wire.nfs4.ExchangeId4;
import dev.byway.wire.nfs4.Fattr4;
import dev.byway.wire.nfs4.FsType4;
import dev.byway.wire.nfs4.Nfs4;
import dev.byway.wire.nfs4.NfsOp4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.OpenHow4;
import dev.byway.wire.nfs4.Sequence4;
import dev.byway.wire.nfs4.SessionId4;
import dev.byway.wire.nfs4.StateProtect4;
import dev.byway.wire.rpc.ReplyBody;
import dev.byway.wire.xdr.XdrString;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients and sessions, RFC 8881 §2.10 and §18.35 to §18.37, §18.46, §18.50.
class SessionsTest {
  private NfsServer server;
  private Nfs4Client client;

  @BeforeEach
  void start() throws Exception {
    start(StateLimits.DEFAULT);
  }

  private void start(StateLimits limits) throws Exception {
    if (server != null) {
      stop();
    }
    ClientRule rule = ClientRule.DEFAULT.withSquash(Squash.NONE);
    server = NfsServer.builder().stateLimits(limits).export("/data", new MemoryVfs(), rule).start();
    client = Nfs4Client.begun(server.address(), "one");
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private static Op mkdir(String name) {
    return Op.of(
        NfsOp4.CREATE,
        new Create4.Args(FsType4.NF4DIR, XdrString.EMPTY, 0, 0, XdrString.of(name), Fattr4.NONE)
            ::encode);
  }

  @Test
  void repeatedRequestGetsTheFirstAnswerAndIsNotRunAgain() throws Exception {
    Op[] ops = Nfs4Client.and(path("data"), mkdir("once"));
    Op[] whole = Nfs4Client.and(new Op[] {client.sequence(++client.sequence, 0, true)}, ops);
    assertThat(client.send(2, whole).head().status()).isEqualTo(NfsStat4.NFS4_OK);
    Reply again = client.send(2, whole);
    assertThat(again.head().status()).isEqualTo(NfsStat4.NFS4_OK);
    assertThat(again.head().operations()).isEqualTo(4);
    client.run(NfsStat4.NFS4ERR_EXIST, ops);
  }

  @Test
  void repeatedRequestWhoseAnswerWasNotKeptSaysSo() throws Exception {
    Op[] whole =
        Nfs4Client.and(
            new Op[] {client.sequence(++client.sequence, 0, false)},
            Nfs4Client.and(path("data"), mkdir("once")));
    assertThat(client.send(2, whole).head().status()).isEqualTo(NfsStat4.NFS4_OK);
    Reply again = client.send(2, whole);
    assertThat(again.head().status()).isEqualTo(NfsStat4.NFS4ERR_RETRY_UNCACHED_REP);
    assertThat(again.head().operations()).isEqualTo(2);
  }

  @Test
  void aCompoundThatEndsTooEarlyLeavesItsSlotFree() throws Exception {
    TestClient.Reply reply =
        client.rpc.call(
            Nfs4.PROGRAM,
            Nfs4.VERSION,
            Nfs4.COMPOUND,
            writer -> {
              new Compound4.Args(XdrString.of("tag"), 2, 2).encode(writer);
              Op sequence = client.sequence(++client.sequence, 0, true);
              writer.int32(sequence.op().number());
              sequence.args().accept(writer);
            });
    assertThat(reply.body()).isInstanceOf(ReplyBody.GarbageArgs.class);
    client.run(NfsStat4.NFS4_OK, Op.of(NfsOp4.PUTROOTFH));
  }

  @Test
  void slotsAndSequenceNumbersThatCannotBeAreRefused() throws Exception {
    assertThat(client.send(2, client.sequence(client.sequence + 2, 0, false)).head().status())
        .isEqualTo(NfsStat4.NFS4ERR_SEQ_MISORDERED);
    assertThat(client.send(2, client.sequence(1, 4, false)).head().status())
        .isEqualTo(NfsStat4.NFS4ERR_BADSLOT);
    assertThat(client.send(2, client.sequence(0, 3, false)).head().status())
        .isEqualTo(NfsStat4.NFS4ERR_SEQ_MISORDERED);
    assertThat(client.send(2, client.sequence(1, 3, false)).head().status())
        .isEqualTo(NfsStat4.NFS4_OK);
    SessionId4 mine = client.session;
    client.session = new SessionId4(mine.high(), mine.low() + 7);
    assertThat(client.send(2, client.sequence(1, 0, false)).head().status())
        .isEqualTo(NfsStat4.NFS4ERR_BADSESSION);
    client.session = mine;
  }

  @Test
  void placesOfSequenceAndItsAbsenceAreChecked() throws Exception {
    assertThat(client.send(1, Op.of(NfsOp4.PUTROOTFH)).head().status())
        .isEqualTo(NfsStat4.NFS4ERR_OP_NOT_IN_SESSION);
    client.run(NfsStat4.NFS4ERR_SEQUENCE_POS, client.sequence(1, 1, false));
    Op destroy = Op.of(NfsOp4.DESTROY_CLIENTID, new DestroyClientid4.Args(77)::encode);
    assertThat(client.send(1, destroy, destroy).head().status())
        .isEqualTo(NfsStat4.NFS4ERR_NOT_ONLY_OP);
    assertThat(client.send(3, Op.of(NfsOp4.PUTROOTFH)).head().status())
        .isEqualTo(NfsStat4.NFS4ERR_MINOR_VERS_MISMATCH);
    assertThat(client.send(0, Op.of(NfsOp4.PUTROOTFH)).head().status())
        .isEqualTo(NfsStat4.NFS4ERR_MINOR_VERS_MISMATCH);
    client.run(NfsStat4.NFS4ERR_OP_ILLEGAL, Op.of(NfsOp4.ILLEGAL));
    client.run(NfsStat4.NFS4ERR_NOTSUPP, Op.of(NfsOp4.OPENATTR, w -> w.bool(false)));
  }

  @Test
  void tooManyOperationsAreRefused() throws Exception {
    Op[] many = new Op[20];
    many[0] = client.sequence(client.sequence + 1, 0, false);
    Arrays.fill(many, 1, many.length, Op.of(NfsOp4.PUTROOTFH));
    assertThat(client.send(1, many).head().status()).isEqualTo(NfsStat4.NFS4ERR_TOO_MANY_OPS);
  }

  @Test
  void sameClientIsKnownAgainAndARestartedOneLosesWhatItHad() throws Exception {
    client.opened("o", Open4.BOTH, Open4.BOTH, "f");
    ExchangeId4.Ok same = ExchangeId4.Ok.decode(client.exchange(1, 0).body(NfsOp4.EXCHANGE_ID));
    assertThat(same.clientid()).isEqualTo(client.clientid);
    assertThat(same.flags() & ExchangeId4.FLAG_CONFIRMED_R).isNotZero();

    try (Nfs4Client restarted = new Nfs4Client(server.address(), "one")) {
      ExchangeId4.Ok fresh =
          ExchangeId4.Ok.decode(restarted.exchange(2, 0).body(NfsOp4.EXCHANGE_ID));
      assertThat(fresh.clientid()).isNotEqualTo(client.clientid);
      assertThat(fresh.flags() & ExchangeId4.FLAG_CONFIRMED_R).isZero();
      client.run(NfsStat4.NFS4_OK, path("data"));
      restarted.begin(2);
      assertThat(client.send(1, client.sequence(9, 0, false)).head().status())
          .isEqualTo(NfsStat4.NFS4ERR_BADSESSION);
    }
    try (Nfs4Client other = Nfs4Client.begun(server.address(), "other")) {
      other.opened("o", Open4.READ, 0, "f");
    }
  }

  @Test
  void updatesOfAConfirmedClientAreChecked() throws Exception {
    int update = ExchangeId4.FLAG_UPD_CONFIRMED_REC_A;
    assertThat(client.exchange(1, update).head().status()).isEqualTo(NfsStat4.NFS4_OK);
    assertThat(client.exchange(2, update).head().status()).isEqualTo(NfsStat4.NFS4ERR_NOT_SAME);
    client.rpc.as(5, 5);
    assertThat(client.exchange(1, update).head().status()).isEqualTo(NfsStat4.NFS4ERR_PERM);
    try (Nfs4Client nobody = new Nfs4Client(server.address(), "nobody")) {
      assertThat(nobody.exchange(1, update).head().status()).isEqualTo(NfsStat4.NFS4ERR_NOENT);
    }
  }

  @Test
  void anotherUserCannotTakeAClientOverThatHoldsSomething() throws Exception {
    client.opened("o", Open4.READ, 0, "f");
    try (Nfs4Client thief = new Nfs4Client(server.address(), "one")) {
      thief.rpc.as(1000, 1000);
      assertThat(thief.exchange(9, 0).head().status()).isEqualTo(NfsStat4.NFS4ERR_CLID_INUSE);
    }
  }

  @Test
  void protectionThatIsNotSpokenIsRefused() throws Exception {
    Bitmap4 none = Bitmap4.EMPTY;
    assertThat(exchange(new StateProtect4(StateProtect4.SP4_MACH_CRED, none, none)))
        .isEqualTo(NfsStat4.NFS4ERR_INVAL);
    assertThat(exchange(new StateProtect4(StateProtect4.SP4_SSV, none, none)))
        .isEqualTo(NfsStat4.NFS4ERR_ENCR_ALG_UNSUPP);
  }

  private NfsStat4 exchange(StateProtect4 protect) throws Exception {
    ExchangeId4.Args args = new ExchangeId4.Args(1, XdrString.of("p"), 0, protect, null);
    return client.send(1, Op.of(NfsOp4.EXCHANGE_ID, args::encode)).head().status();
  }

  @Test
  void createSessionIsAnsweredAgainAndInOrder() throws Exception {
    try (Nfs4Client other = new Nfs4Client(server.address(), "other")) {
      ExchangeId4.Ok id = ExchangeId4.Ok.decode(other.exchange(1, 0).body(NfsOp4.EXCHANGE_ID));
      other.clientid = id.clientid();
      assertThat(other.createSession(id.sequenceid() + 1).head().status())
          .isEqualTo(NfsStat4.NFS4ERR_SEQ_MISORDERED);
      CreateSession4.Ok first =
          CreateSession4.Ok.decode(
              other.createSession(id.sequenceid()).body(NfsOp4.CREATE_SESSION));
      CreateSession4.Ok again =
          CreateSession4.Ok.decode(
              other.createSession(id.sequenceid()).body(NfsOp4.CREATE_SESSION));
      assertThat(again).isEqualTo(first);
      other.clientid++;
      assertThat(other.createSession(1).head().status()).isEqualTo(NfsStat4.NFS4ERR_STALE_CLIENTID);
    }
  }

  @Test
  void sessionsAndClientsAreDestroyedInTheirOrder() throws Exception {
    Op client4 = Op.of(NfsOp4.DESTROY_CLIENTID, new DestroyClientid4.Args(client.clientid)::encode);
    Op session4 = Op.of(NfsOp4.DESTROY_SESSION, new DestroySession4.Args(client.session)::encode);
    assertThat(client.send(1, client4).head().status()).isEqualTo(NfsStat4.NFS4ERR_CLIENTID_BUSY);
    client.run(NfsStat4.NFS4ERR_NOT_ONLY_OP, session4, Op.of(NfsOp4.PUTROOTFH));
    client.run(NfsStat4.NFS4_OK, session4);
    assertThat(client.send(1, session4).head().status()).isEqualTo(NfsStat4.NFS4ERR_BADSESSION);
    assertThat(client.send(1, client4).head().status()).isEqualTo(NfsStat4.NFS4_OK);
    assertThat(client.send(1, client4).head().status()).isEqualTo(NfsStat4.NFS4ERR_STALE_CLIENTID);
  }

  @Test
  void anExpiredClientKeepsItsFilesUntilSomebodyWantsThem() throws Exception {
    start(StateLimits.DEFAULT.withLease(Duration.ofMillis(1)));
    client.opened("o", Open4.BOTH, Open4.BOTH, "f");
    client.run(NfsStat4.NFS4_OK, path("data", "f"));
    try (Nfs4Client other = Nfs4Client.begun(server.address(), "other")) {
      NfsStat4 opened = NfsStat4.NFS4ERR_SHARE_DENIED;
      for (long end = System.nanoTime() + 10_000_000_000L;
          opened == NfsStat4.NFS4ERR_SHARE_DENIED && System.nanoTime() < end; ) {
        Op open = other.open("o", Open4.READ, 0, OpenHow4.NoCreate.NO_CREATE, "f");
        opened = other.run(Nfs4Client.and(path("data"), open)).head().status();
      }
      assertThat(opened).isEqualTo(NfsStat4.NFS4_OK);
    }
    assertThat(client.send(1, client.sequence(9, 0, false)).head().status())
        .isEqualTo(NfsStat4.NFS4ERR_BADSESSION);
  }

  @Test
  void opensOfAClientAreBounded() throws Exception {
    start(StateLimits.DEFAULT.withOpensPerClient(2));
    client.opened("o", Open4.READ, 0, "a");
    client.opened("o", Open4.READ, 0, "b");
    Op third = client.open("o", Open4.READ, 0, OpenHow4.NoCreate.NO_CREATE, "a");
    client.run(NfsStat4.NFS4ERR_RESOURCE, Nfs4Client.and(path("data"), third));
  }

  @Test
  void argumentsThatAreNoneAreBadXdr() throws Exception {
    client.run(NfsStat4.NFS4ERR_BADXDR, Op.of(NfsOp4.PUTFH, w -> w.int32(129)));
    Reply still = client.send(1, client.sequence(++client.sequence, 0, false));
    assertThat(still.next(NfsOp4.SEQUENCE)).isEqualTo(NfsStat4.NFS4_OK);
    assertThat(Sequence4.Ok.decode(still.results()).sessionid()).isEqualTo(client.session);
  }
}

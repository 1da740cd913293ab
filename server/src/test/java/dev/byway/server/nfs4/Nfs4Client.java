package dev.byway.server.nfs4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.server.TestClient;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Bitmap4;
import dev.byway.wire.nfs4.ChannelAttrs4;
import dev.byway.wire.nfs4.Compound4;
import dev.byway.wire.nfs4.CreateSession4;
import dev.byway.wire.nfs4.ExchangeId4;
import dev.byway.wire.nfs4.Fattr4;
import dev.byway.wire.nfs4.FattrNumber;
import dev.byway.wire.nfs4.Lookup4;
import dev.byway.wire.nfs4.Nfs4;
import dev.byway.wire.nfs4.NfsOp4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.OpenClaim4;
import dev.byway.wire.nfs4.OpenHow4;
import dev.byway.wire.nfs4.ReclaimComplete4;
import dev.byway.wire.nfs4.Sequence4;
import dev.byway.wire.nfs4.SessionId4;
import dev.byway.wire.nfs4.StateOwner4;
import dev.byway.wire.nfs4.StateProtect4;
import dev.byway.wire.nfs4.Stateid4;
import dev.byway.wire.rpc.ReplyBody;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A client with one session and one slot, who is root.
final class Nfs4Client implements AutoCloseable {
  static final ChannelAttrs4 CHANNEL = new ChannelAttrs4(0, 1 << 20, 1 << 20, 4096, 16, 4, null);

  final TestClient rpc;
  final String name;
  long clientid;
  SessionId4 session = new SessionId4(0, 0);
  int sequence;

  /// An operation with its arguments.
  record Op(NfsOp4 op, Consumer<XdrWriter> args) {
    static Op of(NfsOp4 op) {
      return new Op(op, writer -> {});
    }

    static Op of(NfsOp4 op, Consumer<XdrWriter> args) {
      return new Op(op, args);
    }
  }

  /// Connects, and nothing more.
  Nfs4Client(InetSocketAddress server, String name) throws IOException {
    this.rpc = new TestClient(server).as(0, 0);
    this.name = name;
  }

  /// With a session.
  static Nfs4Client begun(InetSocketAddress server, String name) throws Exception {
    Nfs4Client client = new Nfs4Client(server, name);
    client.begin(1);
    client.run(
        NfsStat4.NFS4_OK, Op.of(NfsOp4.RECLAIM_COMPLETE, new ReclaimComplete4.Args(false)::encode));
    return client;
  }

  void begin(long verifier) throws Exception {
    ExchangeId4.Ok id = ExchangeId4.Ok.decode(exchange(verifier, 0).body(NfsOp4.EXCHANGE_ID));
    clientid = id.clientid();
    CreateSession4.Ok created =
        CreateSession4.Ok.decode(createSession(id.sequenceid()).body(NfsOp4.CREATE_SESSION));
    session = created.sessionid();
    sequence = 0;
  }

  Reply exchange(long verifier, int flags) throws Exception {
    ExchangeId4.Args args =
        new ExchangeId4.Args(verifier, XdrString.of(name), flags, StateProtect4.NONE, null);
    return send(1, Op.of(NfsOp4.EXCHANGE_ID, args::encode));
  }

  Reply createSession(int seqid) throws Exception {
    CreateSession4.Args args =
        new CreateSession4.Args(clientid, seqid, 0, CHANNEL, CHANNEL, 0x4000_0000, List.of());
    return send(1, Op.of(NfsOp4.CREATE_SESSION, args::encode));
  }

  Op sequence(int seqid, int slot, boolean cache) {
    return Op.of(NfsOp4.SEQUENCE, new Sequence4.Args(session, seqid, slot, 3, cache)::encode);
  }

  /// Sends these operations behind a SEQUENCE, whose result is read already.
  Reply run(Op... ops) throws Exception {
    List<Op> all = new ArrayList<>(List.of(ops));
    all.addFirst(sequence(++sequence, 0, false));
    Reply reply = send(2, all.toArray(new Op[0]));
    if (reply.head().operations() > 0) {
      assertThat(reply.next(NfsOp4.SEQUENCE)).isEqualTo(NfsStat4.NFS4_OK);
      Sequence4.Ok.decode(reply.results());
    }
    return reply;
  }

  /// As [#run(Op...)], with this outcome.
  Reply run(NfsStat4 expected, Op... ops) throws Exception {
    Reply reply = run(ops);
    assertThat(reply.head().status()).isEqualTo(expected);
    return reply;
  }

  Reply send(int minor, Op... ops) throws Exception {
    TestClient.Reply reply =
        rpc.call(
            Nfs4.PROGRAM,
            Nfs4.VERSION,
            Nfs4.COMPOUND,
            writer -> {
              new Compound4.Args(XdrString.of("tag"), minor, ops.length).encode(writer);
              for (Op each : ops) {
                writer.int32(each.op().number());
                each.args().accept(writer);
              }
            });
    assertThat(reply.body()).isInstanceOf(ReplyBody.Success.class);
    Compound4.Res head = Compound4.Res.decode(reply.results());
    assertThat(head.tag()).isEqualTo(XdrString.of("tag"));
    return new Reply(head, reply.results());
  }

  /// @param results the reader stands at the next operation's number, or behind the status of the
  ///     last one that was asked for
  record Reply(Compound4.Res head, XdrReader results) {
    NfsStat4 next(NfsOp4 op) throws WireException {
      assertThat(NfsOp4.of(results.int32())).isEqualTo(op);
      return NfsStat4.decode(results);
    }

    /// Passes over operations without a body, to the body of this one, which did well.
    XdrReader body(NfsOp4 op) throws WireException {
      while (true) {
        NfsOp4 found = NfsOp4.of(results.int32());
        NfsStat4 status = NfsStat4.decode(results);
        assertThat(status).as("%s", found).isEqualTo(NfsStat4.NFS4_OK);
        if (found == op) {
          return results;
        }
      }
    }
  }

  static Op[] path(String... names) {
    Op[] ops = new Op[names.length + 1];
    ops[0] = Op.of(NfsOp4.PUTROOTFH);
    for (int i = 0; i < names.length; i++) {
      ops[i + 1] = Op.of(NfsOp4.LOOKUP, new Lookup4.Args(XdrString.of(names[i]))::encode);
    }
    return ops;
  }

  static Op[] and(Op[] path, Op... more) {
    List<Op> all = new ArrayList<>(List.of(path));
    all.addAll(List.of(more));
    return all.toArray(new Op[0]);
  }

  static Fattr4 mode(int mode) {
    ByteBuffer values = ByteBuffer.allocate(4).putInt(mode).flip();
    return new Fattr4(Bitmap4.of(FattrNumber.MODE), values);
  }

  Op open(String owner, int access, int deny, OpenHow4 how, String file) {
    return Op.of(
        NfsOp4.OPEN,
        new Open4.Args(
                0,
                access,
                deny,
                new StateOwner4(clientid, XdrString.of(owner)),
                how,
                new OpenClaim4.Null(XdrString.of(file)))
            ::encode);
  }

  /// Opens a file below `/data`, making it if it is not there.
  Stateid4 opened(String owner, int access, int deny, String file) throws Exception {
    Reply reply =
        run(
            NfsStat4.NFS4_OK,
            and(path("data"), open(owner, access, deny, new OpenHow4.Unchecked(mode(0644)), file)));
    return Open4.Ok.decode(reply.body(NfsOp4.OPEN)).stateid();
  }

  @Override
  public void close() throws IOException {
    rpc.close();
  }
}

package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.Credential;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.state.Client;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.server.state.OpenState;
import dev.byway.server.state.Session;
import dev.byway.server.state.Slot;
import dev.byway.server.state.State;
import dev.byway.vfs.Node;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Compound4;
import dev.byway.wire.nfs4.NfsOp4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Stateid4;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One COMPOUND on its way: the current and the saved file handle, and what is shared by its
/// operations (RFC 8881 §2.3, §16.2.3). Where an operation would have to wait, all that was done
/// before it is kept, and a worker goes on with that operation: nothing is done twice.
final class Compound {
  /// Room for results that an operation has without asking.
  static final int ROOM = 512;

  /// Operation number and status.
  private static final int RESULT_HEAD = 2 * Integer.BYTES;

  /// What most replies fit in.
  private static final int USUAL_REPLY = 4096;

  /// Of an accepted reply before its results.
  private static final int REPLY_HEAD = 24;

  private final Nfs4Door door;
  private final Operations operations;
  private Compound4.@Nullable Args head;
  private NfsStat4 status = NfsStat4.NFS4_OK;
  private int done;
  private byte @Nullable [] replied;
  private int argsRead;

  private @Nullable RpcCall call;
  private @Nullable XdrWriter out;
  private int start;

  private @Nullable Target current;
  private @Nullable Target saved;
  private @Nullable Stateid4 currentStateid;
  private @Nullable Stateid4 savedStateid;

  private @Nullable Session session;
  private @Nullable Slot slot;
  private boolean cachethis;
  private byte @Nullable [] again;

  Compound(Nfs4Door door, Operations operations) {
    this.door = door;
    this.operations = operations;
  }

  /// Runs it, or goes on with it.
  ///
  /// @throws WireException its head is none
  /// @throws ErrnoException EAGAIN: the call is parked
  void run(RpcCall newCall) throws WireException, ErrnoException {
    call = newCall;
    XdrReader args = newCall.args();
    int whole = args.remaining();
    byte[] before = replied;
    if (before == null) {
      head = Compound4.Args.decode(args);
      out = newCall.reply(USUAL_REPLY);
      start = out.position();
      writeHead();
    } else {
      args.pass(argsRead);
      current = current == null ? null : current.asPatient();
      saved = saved == null ? null : saved.asPatient();
      out = newCall.reply(Math.max(USUAL_REPLY, before.length + ROOM + RESULT_HEAD));
      start = out.position();
      write(out, before);
    }
    boolean over = true;
    try {
      runOperations(args, whole);
    } catch (ErrnoException e) {
      over = false;
      throw e;
    } finally {
      if (over && slot != null) {
        slot.end(); // also of a call whose bytes end too early: the next on this slot may come
      }
      call = null;
      out = null;
    }
  }

  private void writeHead() {
    Compound4.Args asked = head();
    new Compound4.Res(status, asked.tag(), done).encode(out());
  }

  private void runOperations(XdrReader args, int whole) throws ErrnoException, WireException {
    Compound4.Args asked = head();
    if (asked.minorversion() < 1 || asked.minorversion() > 2) {
      status = NfsStat4.NFS4ERR_MINOR_VERS_MISMATCH;
    } else {
      while (status == NfsStat4.NFS4_OK && done != asked.operations() && again == null) {
        int read = whole - args.remaining();
        int written = out().position() - start;
        try {
          runNext(args);
        } catch (ErrnoException e) {
          park(read, written);
          throw e;
        }
        done++;
      }
    }
    finish();
  }

  /// Keeps what was done before this operation, for a worker to go on with it.
  private void park(int read, int written) {
    argsRead = read;
    replied = copy(start + written);
    call().park(this);
  }

  private byte[] copy(int end) {
    XdrWriter writer = out();
    byte[] bytes = new byte[end - start];
    writer.slice(start - writer.position(), bytes.length).get(bytes);
    return bytes;
  }

  private static void write(XdrWriter writer, byte[] bytes) {
    writer.slice(0, bytes.length).put(bytes);
    writer.rewind(writer.position() + bytes.length);
  }

  /// Positions are counted from the start: the buffer may be exchanged for a larger one.
  ///
  /// @throws ErrnoException EAGAIN it must wait
  private void runNext(XdrReader args) throws ErrnoException, WireException {
    NfsOp4 op = NfsOp4.of(args.int32());
    room(RESULT_HEAD + ROOM);
    int begin = out().position() - start;
    out().int32(op.number());
    out().int32(0);
    NfsStat4 result = result(op, begin + RESULT_HEAD);
    XdrWriter writer = out();
    if (again != null) {
      writer.rewind(start);
      write(writer, again);
      return;
    }
    NfsStat4 tooBig = tooBig();
    int end = tooBig == null ? writer.position() : start + begin + RESULT_HEAD;
    status = tooBig == null ? result : tooBig;
    writer.rewind(start + begin + Integer.BYTES);
    status.encode(writer);
    writer.rewind(end);
  }

  /// Whether what is written goes beyond what the client said that it takes, or has kept.
  private @Nullable NfsStat4 tooBig() {
    if (available() < 0) {
      return NfsStat4.NFS4ERR_REP_TOO_BIG;
    }
    boolean kept = slot != null && cachethis;
    int cached = kept ? session().fore().maxresponsesizeCached() : Integer.MAX_VALUE;
    return out().position() - start > cached ? NfsStat4.NFS4ERR_REP_TOO_BIG_TO_CACHE : null;
  }

  private NfsStat4 result(NfsOp4 op, int body) throws ErrnoException {
    NfsStat4 refused;
    try {
      return operation(op).execute(this);
    } catch (WireException e) {
      refused = NfsStat4.NFS4ERR_BADXDR;
    } catch (Nfs4Exception e) {
      refused = e.status();
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EAGAIN && call().nowait()) {
        throw e;
      }
      refused = NfsStat4Mapping.of(e.errno());
    }
    out().rewind(start + body);
    return refused;
  }

  private Operation operation(NfsOp4 op) throws Nfs4Exception {
    Operation operation = operations.get(op, head().minorversion());
    boolean first = done == 0;
    if (op == NfsOp4.SEQUENCE) {
      if (!first) {
        throw Nfs4Exception.of(NfsStat4.NFS4ERR_SEQUENCE_POS);
      }
    } else if (hasSession() && slot == null) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_RETRY_UNCACHED_REP);
    } else if (first && op != NfsOp4.ILLEGAL) {
      if (!operation.outsideSession()) {
        throw Nfs4Exception.of(NfsStat4.NFS4ERR_OP_NOT_IN_SESSION);
      }
      if (head().operations() != 1) {
        throw Nfs4Exception.of(NfsStat4.NFS4ERR_NOT_ONLY_OP);
      }
    }
    return operation;
  }

  private void finish() {
    if (again != null) {
      return;
    }
    XdrWriter writer = out();
    int end = writer.position();
    writer.rewind(start);
    writeHead();
    writer.rewind(end);
    Slot mine = slot;
    if (mine != null) {
      Session of = session();
      boolean keep = cachethis && end - start <= of.fore().maxresponsesizeCached();
      mine.keep(keep ? copy(end) : null);
      of.client().renew();
    }
  }

  /// Makes sure that this many bytes of results fit behind what is written.
  ///
  /// @throws Nfs4Exception REP_TOO_BIG
  void ensure(int bytes) throws Nfs4Exception {
    if (bytes > call().maxResultBytes() - (out().position() - start)) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_REP_TOO_BIG);
    }
    room(bytes);
  }

  /// The most bytes of results that this reply may still get.
  int available() {
    int most = call().maxResultBytes();
    Session of = session;
    if (of != null) {
      most = Math.min(most, of.fore().maxresponsesize() - REPLY_HEAD);
    }
    return most - (out().position() - start);
  }

  private void room(int bytes) {
    XdrWriter writer = out();
    if (writer.remaining() >= bytes) {
      return;
    }
    byte[] before = copy(writer.position());
    int most = call().maxResultBytes();
    int wanted = Math.min(most, before.length + bytes + ROOM);
    XdrWriter larger = call().reply(wanted);
    start = larger.position();
    write(larger, before);
    out = larger;
  }

  Nfs4Door door() {
    return door;
  }

  RpcCall call() {
    return Objects.requireNonNull(call);
  }

  Compound4.Args head() {
    return Objects.requireNonNull(head);
  }

  XdrReader args() {
    return call().args();
  }

  XdrWriter out() {
    return Objects.requireNonNull(out);
  }

  /// Before what takes a disk.
  ///
  /// @throws ErrnoException EAGAIN the call cannot wait
  void requirePatience() throws ErrnoException {
    if (call().nowait()) {
      throw Errno.EAGAIN.exception();
    }
  }

  /// Results that were written so far.
  int done() {
    return done;
  }

  /// SEQUENCE found its slot.
  ///
  /// @param inSlot null: all this was run before, and the answer was not kept
  void begin(Session inSession, @Nullable Slot inSlot, boolean keepReply) {
    session = inSession;
    slot = inSlot;
    cachethis = keepReply;
  }

  /// SEQUENCE found that all this was answered before.
  void answer(byte[] reply) {
    room(reply.length);
    again = reply;
  }

  boolean hasSession() {
    return session != null;
  }

  Session session() {
    return Objects.requireNonNull(session);
  }

  Client client() {
    return session().client();
  }

  /// @throws Nfs4Exception NOFILEHANDLE
  Target current() throws Nfs4Exception {
    if (current == null) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_NOFILEHANDLE);
    }
    return current;
  }

  /// @throws Nfs4Exception NOFILEHANDLE
  Target saved() throws Nfs4Exception {
    if (saved == null) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_NOFILEHANDLE);
    }
    return saved;
  }

  /// Another file handle: no stateid goes with it.
  void current(@Nullable Target target) {
    current = target;
    currentStateid = null;
  }

  void save() throws Nfs4Exception {
    saved = current();
    savedStateid = currentStateid;
  }

  /// @throws Nfs4Exception RESTOREFH
  void restore() throws Nfs4Exception {
    if (saved == null) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_RESTOREFH);
    }
    current = saved;
    currentStateid = savedStateid;
  }

  /// What the next operations mean by the current stateid.
  void currentStateid(Stateid4 stateid) {
    currentStateid = stateid;
  }

  /// The stateid that is meant.
  ///
  /// @throws Nfs4Exception BAD_STATEID there is no current one
  Stateid4 meant(Stateid4 stateid) throws Nfs4Exception {
    if (!stateid.equals(Stateid4.CURRENT)) {
      return stateid;
    }
    if (currentStateid == null) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_BAD_STATEID);
    }
    return currentStateid;
  }

  /// What this stateid of the current file stands for.
  ///
  /// @throws Nfs4Exception BAD_STATEID, OLD_STATEID
  State state(Stateid4 stateid) throws Nfs4Exception {
    State state = client().state(meant(stateid));
    if (!state.file().node().equals(current().node())) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_BAD_STATEID);
    }
    return state;
  }

  /// @throws Nfs4Exception BAD_STATEID also of locks; OLD_STATEID
  OpenState open(Stateid4 stateid) throws Nfs4Exception {
    if (state(stateid) instanceof OpenState open) {
      return open;
    }
    throw Nfs4Exception.of(NfsStat4.NFS4ERR_BAD_STATEID);
  }

  /// Another node in the export of this one.
  void current(Target of, Node node) {
    current(of.with(node));
  }

  /// Who calls, as far as it is known: clients are told apart by it.
  String principal() {
    Credential credential = call().credential();
    return credential.isSys() ? "sys " + credential.uid() : "none";
  }
}

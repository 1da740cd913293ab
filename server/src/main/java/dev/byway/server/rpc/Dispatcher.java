package dev.byway.server.rpc;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.rpc.ProgramTable.Entry;
import dev.byway.server.rpc.ProgramTable.Served;
import dev.byway.server.rpc.RpcTap.Road;
import dev.byway.server.work.Workers;
import dev.byway.wire.WireException;
import dev.byway.wire.rpc.AuthStat;
import dev.byway.wire.rpc.CallHeader;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.rpc.ReplyBody;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The road from a record to its reply: header, credential, procedure, duplicate request cache;
/// then the procedure here and now if the answer is in memory, on a worker otherwise.
final class Dispatcher {
  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

  private final ProgramTable programs;
  private final ReplayCache replays;
  private final Workers workers;
  private volatile @Nullable RpcTap tap;

  Dispatcher(ProgramTable programs, ReplayCache replays, int threads, int loops, boolean spin) {
    this.programs = programs;
    this.replays = replays;
    this.workers = new Workers(threads, loops, spin);
  }

  Workers workers() {
    return workers;
  }

  void tap(@Nullable RpcTap newTap) {
    tap = newTap;
  }

  @Nullable RpcTap tap() {
    return tap;
  }

  /// A record came, on the connection's thread. The reply, if there is one already, is in the
  /// call's send buffer.
  ///
  /// @param call the connection's own
  /// @param stripe the thread's, for statistics
  /// @throws WireException the record is not a call: nothing can be said to who sent it
  void received(ServerCall call, ByteBuffer record, int stripe) throws WireException {
    CallHeader header = call.begin(record, true);
    ReplyBody refusal = refusal(call, header);
    if (refusal != null) {
      call.finish(refusal);
      return;
    }
    RpcProcedure procedure = call.entry().procedure();
    if (procedure.replay() && isReplay(call, header, stripe)) {
      return;
    }
    if (!procedure.nowaitFirst()) {
      workers.submit(call.handOver(this));
      return;
    }
    if (!ran(call, stripe, Road.INLINE)) {
      workers.submit(call.handOver(this));
    }
  }

  /// Why the call cannot be run; `null` when it can, and then the call knows its procedure.
  private @Nullable ReplyBody refusal(ServerCall call, CallHeader header) {
    if (header.rpcvers() != CallHeader.RPC_VERSION) {
      return new ReplyBody.RpcMismatch(CallHeader.RPC_VERSION, CallHeader.RPC_VERSION);
    }
    Credential credential;
    try {
      credential = call.peer().credentials.credential(header.cred());
    } catch (WireException e) {
      credential = null;
    }
    if (credential == null) {
      return new ReplyBody.AuthError(AuthStat.AUTH_BADCRED);
    }
    Served served = programs.program(header.prog());
    if (served == null) {
      return new ReplyBody.ProgUnavail(OpaqueAuth.NONE);
    }
    RpcProgram program = served.program();
    if (!program.serves(header.vers())) {
      return new ReplyBody.ProgMismatch(OpaqueAuth.NONE, program.low(), program.high());
    }
    Entry entry = programs.entry(served, header.vers(), header.proc());
    if (entry == null) {
      return new ReplyBody.ProcUnavail(OpaqueAuth.NONE);
    }
    call.found(entry, credential);
    return null;
  }

  private boolean isReplay(ServerCall call, CallHeader header, int stripe) {
    ReplayKey key = ReplayKey.of(call.peer().peer().getAddress(), header, call.wholeRecord());
    call.rewind();
    byte[] known = replays.begin(key);
    if (known == null) {
      call.replayKey = key;
      return false;
    }
    if (known != ReplayCache.IN_PROGRESS) {
      int length = call.finish(known);
      account(call, length, stripe, false, Road.REPLAY);
    }
    return true;
  }

  /// Answers a call that was handed over.
  void onWorker(ServerCall call, Workers.Worker worker) {
    call.on(worker.out());
    try {
      if (!ran(call, worker.stripe(), Road.WORKER)) {
        throw new IllegalStateException("a worker's call cannot be put off");
      }
    } catch (RuntimeException | Error e) {
      // Not the procedure, for that is answered: the way back is broken, or memory is short.
      LOG.log(System.Logger.Level.ERROR, call.peer().toString(), e);
      call.peer().close();
    } finally {
      call.release();
      if (worker.out().pending() > 0) {
        call.peer().send(worker.out());
      }
    }
  }

  /// Runs the procedure and finishes the reply.
  ///
  /// @return `false`: it would have to wait, and shall run on a worker
  private boolean ran(ServerCall call, int stripe, Road road) {
    ReplyBody failure = null;
    try {
      call.entry().procedure().execute(call);
    } catch (WireException e) {
      failure = new ReplyBody.GarbageArgs(OpaqueAuth.NONE);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EAGAIN && call.nowait()) {
        call.abandon();
        return false;
      }
      failure = unexpected(call, e);
    } catch (RuntimeException | Error e) {
      failure = unexpected(call, e);
    }
    int length = finished(call, failure);
    account(call, length, stripe, failure != null, road);
    return true;
  }

  private int finished(ServerCall call, @Nullable ReplyBody failure) {
    ReplayKey key = call.replayKey;
    int length;
    try {
      length = failure == null ? call.finish() : call.finish(failure);
    } catch (RuntimeException | Error e) {
      if (key != null) {
        replays.forget(key); // or the client's next tries would be dropped as being in progress
      }
      throw e;
    }
    if (key != null) {
      replays.answered(key, call.replyView(length));
    }
    return length;
  }

  private static ReplyBody unexpected(ServerCall call, Throwable e) {
    Entry entry = call.entry();
    LOG.log(
        System.Logger.Level.ERROR,
        "%s v%d %s from %s, xid %#x"
            .formatted(
                entry.program().name(),
                entry.version(),
                entry.procedure().name(),
                call.peer(),
                call.xid()),
        e);
    return new ReplyBody.SystemErr(OpaqueAuth.NONE);
  }

  private void account(ServerCall call, int length, int stripe, boolean error, Road road) {
    long nanos = System.nanoTime() - call.arrived;
    Entry entry = call.entry();
    entry.stats().record(stripe, nanos, error, road == Road.WORKER);
    RpcTap listener = tap;
    if (listener != null) {
      tell(listener, call, length, nanos, road);
    }
  }

  private static void tell(RpcTap listener, ServerCall call, int length, long nanos, Road road) {
    Entry entry = call.entry();
    try {
      listener.answered(
          new RpcTap.Event(
              call.peer(),
              call.xid(),
              entry.program(),
              entry.version(),
              entry.procedure(),
              call.credential(),
              call.argsView(),
              call.replyView(length),
              nanos,
              road));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "tap", e);
    }
  }
}

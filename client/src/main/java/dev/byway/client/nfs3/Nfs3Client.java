package dev.byway.client.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.rpc.Credential;
import dev.byway.client.rpc.RpcCall;
import dev.byway.client.rpc.RpcClient;
import dev.byway.client.rpc.SmallCall;
import dev.byway.vfs.Caller;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.rpc.OpaqueAuth;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes the calls of one mount: with the caller's credential, and again when the server says that
/// it needs time (NFS3ERR_JUKEBOX).
final class Nfs3Client implements AutoCloseable {
  /// Credentials kept encoded; when there are more callers, all are encoded anew.
  private static final int CREDENTIALS_MAX = 1024;

  private final RpcClient rpc;
  private final @Nullable Caller as;
  private final String machineName;
  private final ConcurrentHashMap<Caller, OpaqueAuth> credentials = new ConcurrentHashMap<>();

  /// @param as who all calls are made as; null for their own callers
  Nfs3Client(RpcClient rpc, @Nullable Caller as, String machineName) {
    this.rpc = rpc;
    this.as = as;
    this.machineName = machineName;
  }

  RpcClient rpc() {
    return rpc;
  }

  /// Who the server takes this caller for.
  Caller identity(Caller caller) {
    return as == null ? caller : as;
  }

  OpaqueAuth credential(Caller caller) {
    Caller who = identity(caller);
    OpaqueAuth known = credentials.get(who);
    if (known != null) {
      return known;
    }
    if (credentials.size() >= CREDENTIALS_MAX) {
      credentials.clear();
    }
    OpaqueAuth fresh = Credential.sys(who, machineName);
    credentials.put(who, fresh);
    return fresh;
  }

  /// Makes a call with small results.
  ///
  /// @throws ErrnoException EAGAIN the caller cannot wait; what [RpcClient#call] throws. A status
  ///     other than NFS3_OK is a result
  <R> R call(
      Caller caller,
      Nfs3Procedure procedure,
      SmallCall.Encoder arguments,
      SmallCall.Decoder<R> results,
      Function<R, NfsStat3> status)
      throws ErrnoException {
    return call(
            caller,
            () -> smallCall(caller, procedure, arguments, results),
            made -> status.apply(made.result()))
        .result();
  }

  /// A call with small results, to be made.
  <R> SmallCall<R> smallCall(
      Caller caller,
      Nfs3Procedure procedure,
      SmallCall.Encoder arguments,
      SmallCall.Decoder<R> results) {
    return new SmallCall<>(
        Nfs3.PROGRAM, Nfs3.VERSION, procedure.number(), credential(caller), arguments, results);
  }

  /// Makes a call, again with a new xid each time the server says NFS3ERR_JUKEBOX.
  <C extends RpcCall> C call(Caller caller, Supplier<C> make, Function<C, NfsStat3> status)
      throws ErrnoException {
    mayWait(caller);
    long delay = Jukebox.FIRST_NANOS;
    while (true) {
      C call = make.get();
      rpc.call(call);
      if (status.apply(call) != NfsStat3.NFS3ERR_JUKEBOX) {
        return call;
      }
      delay = Jukebox.pause(delay);
    }
  }

  /// Every call goes over the network.
  static void mayWait(Caller caller) throws ErrnoException {
    if (caller.nowait()) {
      throw Errno.EAGAIN.exception();
    }
  }

  @Override
  public void close() {
    rpc.close();
  }
}

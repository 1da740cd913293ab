package dev.byway.client.nlm4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.rpc.RpcClient;
import dev.byway.client.rpc.SmallCall;
import dev.byway.wire.nlm4.Netobj;
import dev.byway.wire.nlm4.Nlm4;
import dev.byway.wire.nlm4.Nlm4Lock;
import dev.byway.wire.nlm4.Nlm4Lockargs;
import dev.byway.wire.nlm4.Nlm4Procedure;
import dev.byway.wire.nlm4.Nlm4Res;
import dev.byway.wire.nlm4.Nlm4Stats;
import dev.byway.wire.nlm4.Nlm4Testargs;
import dev.byway.wire.nlm4.Nlm4Testres;
import dev.byway.wire.nlm4.Nlm4Unlockargs;
import dev.byway.wire.rpc.OpaqueAuth;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/// Makes the calls. Any thread.
final class NlmClient implements AutoCloseable {
  private final RpcClient rpc;
  private final boolean own;
  private final AtomicInteger cookies = new AtomicInteger();

  /// @param own closed with this
  NlmClient(RpcClient rpc, boolean own) {
    this.rpc = rpc;
    this.own = own;
  }

  /// Whether a server has the lock manager where this client calls.
  static boolean isThere(RpcClient rpc) throws ErrnoException {
    try {
      rpc.call(call(Nlm4Procedure.NULL, OpaqueAuth.NONE, writer -> {}, reader -> true));
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOTSUP || e.errno() == Errno.EACCES) {
        return false;
      }
      throw e;
    }
  }

  private static <R> SmallCall<R> call(
      Nlm4Procedure procedure,
      OpaqueAuth credential,
      SmallCall.Encoder arguments,
      SmallCall.Decoder<R> results) {
    return new SmallCall<>(
        Nlm4.PROGRAM, Nlm4.VERSION, procedure.number(), credential, arguments, results);
  }

  private <R> R make(SmallCall<R> call) throws ErrnoException {
    try {
      rpc.call(call);
    } catch (ErrnoException e) {
      // the server has stopped to serve locks
      throw e.errno() == Errno.ENOTSUP ? Errno.ENOLCK.exception() : e;
    }
    return call.result();
  }

  private Netobj cookie() {
    byte[] next = new byte[Integer.BYTES];
    ByteBuffer.wrap(next).putInt(cookies.incrementAndGet());
    return Netobj.of(next);
  }

  Nlm4Testres test(OpaqueAuth credential, boolean exclusive, Nlm4Lock lock) throws ErrnoException {
    var args = new Nlm4Testargs(cookie(), exclusive, lock);
    return make(call(Nlm4Procedure.TEST, credential, args::encode, Nlm4Testres::decode));
  }

  /// Does not wait for the lock.
  Nlm4Stats lock(OpaqueAuth credential, boolean exclusive, Nlm4Lock lock, boolean reclaim)
      throws ErrnoException {
    var args = new Nlm4Lockargs(cookie(), false, exclusive, lock, reclaim, 0);
    return make(call(Nlm4Procedure.LOCK, credential, args::encode, Nlm4Res::decode)).stat();
  }

  Nlm4Stats unlock(OpaqueAuth credential, Nlm4Lock lock) throws ErrnoException {
    var args = new Nlm4Unlockargs(cookie(), lock);
    return make(call(Nlm4Procedure.UNLOCK, credential, args::encode, Nlm4Res::decode)).stat();
  }

  /// Says nothing, so that a connection that broke is made again.
  void ping() throws ErrnoException {
    make(call(Nlm4Procedure.NULL, OpaqueAuth.NONE, writer -> {}, reader -> true));
  }

  /// Changes when a connection was made again.
  long connectionsMade() {
    return rpc.connectionsMade();
  }

  @Override
  public void close() {
    if (own) {
      rpc.close();
    }
  }
}

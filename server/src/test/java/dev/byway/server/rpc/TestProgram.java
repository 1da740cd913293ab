package dev.byway.server.rpc;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrWriter;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A program with versions 2 and 4 whose procedures do what a test needs.
final class TestProgram implements RpcProgram {
  static final int NUMBER = 0x2000_0002;

  static final int NULL = 0;

  /// Answers with its argument.
  static final int ECHO = 1;

  /// EAGAIN inline, then answers 1 when the arguments were whole again.
  static final int WAITS = 2;

  /// Counts, and answers with the count; not to be run twice.
  static final int COUNT = 3;

  /// As COUNT, but waits for the gate.
  static final int SLOW_COUNT = 4;

  /// Throws what no procedure should.
  static final int BROKEN = 5;

  /// Answers with as many bytes as asked for.
  static final int BYTES = 6;

  /// Answers its argument from a worker, after the gate.
  static final int GATED = 7;

  /// From a worker: as many ints as asked for, counting up from the xid.
  static final int BIG = 9;

  /// Fails on a worker as badly as Java can.
  static final int UNLINKED = 10;

  /// Answers with the identity hash of the credential.
  static final int WHO = 8;

  final AtomicInteger count = new AtomicInteger();
  final AtomicInteger inGate = new AtomicInteger();
  final ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
  volatile CountDownLatch gate = new CountDownLatch(0);

  @Override
  public int number() {
    return NUMBER;
  }

  @Override
  public String name() {
    return "test";
  }

  @Override
  public int low() {
    return 2;
  }

  @Override
  public int high() {
    return 4;
  }

  @Override
  public boolean serves(int version) {
    return version == 2 || version == 4;
  }

  @Override
  public @Nullable RpcProcedure procedure(int version, int number) {
    return switch (number) {
      case NULL -> new Simple("NULL", false, true, call -> {});
      case ECHO -> new Simple("ECHO", false, true, TestProgram::echo);
      case WAITS -> new Simple("WAITS", false, true, TestProgram::waits);
      case COUNT -> new Simple("COUNT", true, true, this::counted);
      case SLOW_COUNT -> new Simple("SLOW_COUNT", true, false, this::slowCounted);
      case BROKEN -> new Simple("BROKEN", false, true, TestProgram::broken);
      case BYTES -> new Simple("BYTES", false, true, TestProgram::bytes);
      case GATED -> new Simple("GATED", false, false, this::gated);
      case UNLINKED -> new Simple("UNLINKED", false, false, TestProgram::unlinked);
      case BIG -> new Simple("BIG", false, false, TestProgram::big);
      case WHO ->
          new Simple(
              "WHO",
              false,
              true,
              call -> call.reply(4).int32(System.identityHashCode(call.credential())));
      default -> null;
    };
  }

  private static void echo(RpcCall call) throws WireException {
    int value = call.args().int32();
    call.reply(4).int32(value);
  }

  private static void waits(RpcCall call) throws WireException, ErrnoException {
    int value = call.args().int32();
    XdrWriter results = call.reply(64);
    results.int32(call.nowait() ? -1 : value);
    if (call.nowait()) {
      throw Errno.EAGAIN.exception();
    }
  }

  private void counted(RpcCall call) {
    call.reply(4).int32(count.incrementAndGet());
  }

  private void slowCounted(RpcCall call) throws ErrnoException {
    int value = count.incrementAndGet();
    pass();
    call.reply(4).int32(value);
  }

  private static void unlinked(RpcCall call) {
    throw new NoClassDefFoundError("as the test wants it");
  }

  private static void broken(RpcCall call) {
    call.reply(400).int32(7);
    throw new IllegalStateException("as the test wants it");
  }

  private static void bytes(RpcCall call) throws WireException {
    int length = call.args().int32();
    XdrWriter results = call.reply(length + 4);
    results.int32(length);
    results.filled(length);
  }

  private static void big(RpcCall call) throws WireException {
    int count = call.args().int32();
    XdrWriter results = call.reply(4 * count);
    for (int i = 0; i < count; i++) {
      results.int32(call.xid() + i);
    }
  }

  private void gated(RpcCall call) throws WireException, ErrnoException {
    int value = call.args().int32();
    pass();
    order.add(value);
    call.reply(4).int32(value);
  }

  private void pass() throws ErrnoException {
    inGate.incrementAndGet();
    try {
      if (!gate.await(20, TimeUnit.SECONDS)) {
        throw Errno.ETIMEDOUT.exception();
      }
    } catch (InterruptedException e) {
      throw Errno.EINTR.exception();
    }
  }

  /// A procedure by what it does.
  private record Simple(String name, boolean replay, boolean nowaitFirst, Body body)
      implements RpcProcedure {
    private interface Body {
      void run(RpcCall call) throws WireException, ErrnoException;
    }

    @Override
    public void execute(RpcCall call) throws WireException, ErrnoException {
      body.run(call);
    }
  }
}

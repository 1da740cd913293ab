package dev.byway.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.net.Limits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Tests of a server that has one program: two loops, four workers, sixteen calls in flight.
abstract class ServedProgram {
  static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  final TestProgram program = new TestProgram();
  RpcServer server;
  InetSocketAddress address;

  @BeforeEach
  void start() throws Exception {
    RpcOptions options = RpcOptions.DEFAULT.withLoops(2).withWorkers(4);
    server =
        new RpcServer(options.withLimits(Limits.DEFAULT.withMaxInFlight(16)), List.of(program));
    address = server.listenTcp(ANY);
  }

  @AfterEach
  void stop() {
    program.gate.countDown();
    server.close();
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.sleep(1);
    }
  }
}

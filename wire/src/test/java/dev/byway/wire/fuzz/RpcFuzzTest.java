package dev.byway.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byway.wire.rpc.RpcCodecs;

class RpcFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void decode(byte[] input) {
    FuzzedMessage.decode(RpcCodecs.ALL, input);
  }
}

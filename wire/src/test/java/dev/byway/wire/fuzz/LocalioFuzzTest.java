package dev.byway.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byway.wire.localio.LocalioCodecs;

class LocalioFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void decode(byte[] input) {
    FuzzedMessage.decode(LocalioCodecs.ALL, input);
  }
}

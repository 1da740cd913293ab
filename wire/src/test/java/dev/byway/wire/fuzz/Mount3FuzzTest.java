package dev.byway.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byway.wire.mount3.Mount3Codecs;

class Mount3FuzzTest {
  @FuzzTest(maxDuration = "20s")
  void decode(byte[] input) {
    FuzzedMessage.decode(Mount3Codecs.ALL, input);
  }
}

package dev.byway.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byway.wire.nfs3.Nfs3Codecs;

class Nfs3ArgsFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void decode(byte[] input) {
    FuzzedMessage.decode(Nfs3Codecs.ARGS, input);
  }
}

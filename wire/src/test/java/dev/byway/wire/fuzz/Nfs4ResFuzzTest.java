package dev.byway.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byway.wire.nfs4.Nfs4Codecs;

class Nfs4ResFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void decode(byte[] input) {
    FuzzedMessage.decode(Nfs4Codecs.RES, input);
  }
}

package dev.byway.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byway.wire.portmap.PortmapCodecs;

class PortmapFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void decode(byte[] input) {
    FuzzedMessage.decode(PortmapCodecs.ALL, input);
  }
}

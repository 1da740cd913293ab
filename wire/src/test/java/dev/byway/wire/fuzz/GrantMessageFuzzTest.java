package dev.byway.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byway.wire.WireException;
import dev.byway.wire.localio.GrantMessage;
import java.nio.ByteBuffer;

class GrantMessageFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void decode(byte[] packet) throws WireException {
    GrantMessage message;
    try {
      message = GrantMessage.decode(ByteBuffer.wrap(packet));
    } catch (WireException refused) {
      return;
    }
    GrantMessage again = GrantMessage.decode(message.encode());
    if (message.getClass() != again.getClass()) {
      throw new AssertionError(again + " from " + message);
    }
  }
}

package dev.byway.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byway.wire.WireException;
import dev.byway.wire.ninep.Message;
import dev.byway.wire.ninep.NinepMessages;
import dev.byway.wire.ninep.NinepMessages.Kind;
import java.util.Arrays;
import java.util.List;

/// As [FuzzedMessage], for 9P.
class NinepFuzzTest {
  private static final List<Kind> KINDS = NinepMessages.kinds().toList();

  @FuzzTest(maxDuration = "20s")
  void decode(byte[] input) throws WireException {
    if (input.length == 0) {
      return;
    }
    Kind kind = KINDS.get((input[0] & 0xff) % KINDS.size());
    Message message;
    try {
      message = kind.decode(Arrays.copyOfRange(input, 1, input.length));
    } catch (WireException refused) {
      return;
    }
    if (!message.equals(kind.decode(kind.encode(message)))) {
      throw new AssertionError(kind + " became another than " + message);
    }
  }
}

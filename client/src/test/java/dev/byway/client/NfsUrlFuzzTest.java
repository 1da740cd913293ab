package dev.byway.client;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class NfsUrlFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void parse(byte[] input) {
    NfsUrl url;
    try {
      url = NfsUrl.parse(new String(input, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException refused) {
      return;
    }
    boolean good =
        !url.host().isEmpty()
            && url.port() >= 0
            && url.port() < 1 << 16
            && url.path().startsWith("/")
            && url.path().indexOf('\0') < 0;
    if (!good || !NfsUrl.parse(url.toString()).path().equals(url.path())) {
      throw new AssertionError(url);
    }
  }
}

package dev.byway.server.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byway.server.export.ClientMatch;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What an administrator may have written. Names of hosts are left out: looking them up would leave
/// this machine.
class ConfigFuzzTest {
  private static final Path FOLDER = Path.of("/etc/byway");

  @FuzzTest(maxDuration = "20s")
  void file(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    if (text.contains("listen") || text.contains("clients") || text.contains("match")) {
      return;
    }
    try {
      ConfigFile.parse(text, "byway.toml", FOLDER);
    } catch (ConfigException refused) {
      if (refused.problems().isEmpty()) {
        throw new AssertionError("refused without a reason: " + text);
      }
    }
  }

  @FuzzTest(maxDuration = "20s")
  void export(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    if (text.contains("client")) {
      return;
    }
    try {
      Shorthand.export(text, FOLDER);
    } catch (IllegalArgumentException refused) {
      mustSayWhy(refused);
    }
  }

  @FuzzTest(maxDuration = "20s")
  void clients(byte[] input) throws Exception {
    String text = new String(input, StandardCharsets.UTF_8);
    if (!text.matches("[0-9a-fA-F:./*%]*")
        || text.indexOf(':') < 0 && text.matches(".*[a-fA-F].*")) {
      return;
    }
    try {
      ClientMatch match = ClientMatch.parse(text);
      boolean first = match.matches(InetAddress.ofLiteral("127.0.0.1"));
      if (ClientMatch.parse(match.toString()).matches(InetAddress.ofLiteral("127.0.0.1"))
          != first) {
        throw new AssertionError(match + " from " + text);
      }
    } catch (IllegalArgumentException refused) {
      mustSayWhy(refused);
    }
  }

  private static void mustSayWhy(IllegalArgumentException refused) {
    if (refused.getMessage() == null) {
      throw new AssertionError("refused without a reason", refused);
    }
  }
}

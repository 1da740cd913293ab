package dev.byway.it.localio;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What these tests need of the machine, and how to run a command with less of it.
public final class Privilege {
  public static final List<String> NOBODY_SPECIAL =
      List.of("setpriv", "--reuid=12345", "--regid=12345", "--clear-groups", "--inh-caps=-all");
  static final List<String> ROOT_ELSEWHERE = List.of("unshare", "--user", "--map-root-user");

  private Privilege() {}

  public static void assumeRoot() throws IOException {
    boolean root = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    assumeTrue(root, "needs root to act as other users");
  }

  public static void assumeWorks(List<String> prefix) throws Exception {
    assumeTrue(works(prefix), "does not work here: " + String.join(" ", prefix));
  }

  private static boolean works(List<String> prefix) throws InterruptedException {
    try {
      run(prefix, "true");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static void run(List<String> prefix, String... command) throws IOException, InterruptedException {
    var all = new java.util.ArrayList<>(prefix);
    all.addAll(List.of(command));
    Process process = new ProcessBuilder(all).inheritIO().start();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", all));
    }
  }
}

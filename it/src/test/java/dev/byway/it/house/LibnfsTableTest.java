package dev.byway.it.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table of libnfs's calls and Java's in `docs/nio.md` has every call of libnfs, and no other.
class LibnfsTableTest {
  private static final Path HEADER = Path.of("/usr/include/nfsc/libnfs.h");
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern CALL = Pattern.compile("\\b((?:nfs4?|mount|free_nfs)_\\w+)\\s*\\(");
  private static final Pattern IN_TABLE = Pattern.compile("`((?:nfs4?|mount|free_nfs)_\\w+)`");

  private static Set<String> all(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
    return found;
  }

  @Test
  void everyCallOfLibnfsIsInTheTable() throws IOException {
    assumeTrue(Files.exists(HEADER), "libnfs-dev is not installed");
    String header = COMMENT.matcher(Files.readString(HEADER)).replaceAll("");
    Set<String> calls = all(CALL, header);
    assertThat(calls).hasSizeGreaterThan(100);
    Set<String> waiting = new TreeSet<>(calls);
    waiting.removeIf(call -> call.endsWith("_async") && calls.contains(call.replace("_async", "")));
    Path docs = Path.of(System.getProperty("byway.root", ".."), "docs", "nio.md");
    Set<String> told = all(IN_TABLE, Files.readString(docs));
    assertThat(told).containsAll(waiting);
    assertThat(calls).containsAll(told);
  }
}

package dev.byway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Other people's clients against ours: libnfs-utils.
class OutsideClientsTest {
  private static final int DEADLINE_SECONDS = 60;

  @TempDir Path folder;
  private NfsServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        NfsServer.builder()
            .export("/data", new MemoryVfs(), ClientRule.DEFAULT.withSquash(Squash.NONE))
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String url(String path) {
    int port = server.address().getPort();
    return "nfs://127.0.0.1/data"
        + path
        + "?nfsport="
        + port
        + "&mountport="
        + port
        + "&uid=0&gid=0";
  }

  private String run(String... command) throws Exception {
    Path tool = Path.of("/usr/bin", command[0]);
    assumeTrue(Files.isExecutable(tool), tool + " is not installed (libnfs-utils)");
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(output, StandardCharsets.ISO_8859_1);
    assertThat(ended).as(text).isTrue();
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  @Test
  void nfsCpBringsAFileAndBackAndNfsLsListsIt() throws Exception {
    byte[] bytes = new byte[3_000_001];
    new Random(1).nextBytes(bytes);
    Path original = Files.write(folder.resolve("original"), bytes);

    run("nfs-cp", original.toString(), url("/copy"));
    String listing = run("nfs-ls", url("/"));
    run("nfs-cp", url("/copy"), folder.resolve("back").toString());

    assertThat(listing).contains("copy").contains("3000001");
    assertThat(folder.resolve("back")).hasSameBinaryContentAs(original);
  }

  @Test
  void nfsCatReadsToTheEnd() throws Exception {
    Path original = Files.writeString(folder.resolve("original"), "two\nlines\n");

    run("nfs-cp", original.toString(), url("/copy"));

    assertThat(run("nfs-cat", url("/copy"))).isEqualTo("two\nlines\n");
  }
}

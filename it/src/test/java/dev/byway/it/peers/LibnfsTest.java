package dev.byway.it.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's libnfs-utils against our server.
class LibnfsTest {
  @TempDir Path folder;
  private Path data;
  private Served served;

  @BeforeEach
  void serve() throws Exception {
    Command.assume("nfs-ls", "libnfs-utils");
    data = Files.createDirectory(folder.resolve("data"));
    served = Served.directory(data, folder.resolve("state"));
  }

  @AfterEach
  void stop() {
    if (served != null) {
      served.close();
    }
  }

  @Test
  void listsWhatIsThere() throws Exception {
    Files.writeString(data.resolve("one"), "1");
    Files.createDirectory(data.resolve("two"));
    String listing = Command.run("nfs-ls", served.libnfsUrl("")).ok();
    assertThat(listing.lines())
        .anyMatch(line -> line.startsWith("-") && line.endsWith(" one"))
        .anyMatch(line -> line.startsWith("d") && line.endsWith(" two"));
  }

  @Test
  void showsAFileByteForByte() throws Exception {
    Files.writeString(data.resolve("hello"), "Hello, NFS!\n".repeat(100_000));
    assertThat(Command.run("nfs-cat", served.libnfsUrl("/hello")).ok())
        .isEqualTo("Hello, NFS!\n".repeat(100_000));
  }

  @Test
  void copiesInAndOut() throws Exception {
    byte[] noise = new byte[5_000_001];
    new Random(42).nextBytes(noise);
    Path original = Files.write(folder.resolve("noise"), noise);
    Path back = folder.resolve("back");
    Command.run("nfs-cp", original.toString(), served.libnfsUrl("/noise")).ok();
    assertThat(Files.readAllBytes(data.resolve("noise"))).isEqualTo(noise);
    Command.run("nfs-cp", served.libnfsUrl("/noise"), back.toString()).ok();
    assertThat(Files.readAllBytes(back)).isEqualTo(noise);
  }
}

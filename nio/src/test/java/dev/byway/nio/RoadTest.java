package dev.byway.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.server.localio.LocalioStatus;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An `nfs:` path leaves the network by itself.
class RoadTest {
  @TempDir Path temp;

  static void assumeLendsForWriting() throws IOException {
    assumeTrue(
        Files.getOwner(Path.of("/proc/self")).getName().equals("root"),
        "a server lends write access only as root");
  }

  private long callsWithLentDescriptors(String options) throws IOException {
    try (LoopbackServer server = new LoopbackServer(temp, options);
        FileChannel channel =
            FileChannel.open(
                server.root().resolve("f"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.allocate(4096));
      channel.read(java.nio.ByteBuffer.allocate(4096), 0);
      LocalioStatus lent = server.server().status().localio();
      return lent.clients().stream()
          .flatMap(client -> client.files().stream())
          .mapToLong(LocalioStatus.Lent::calls)
          .sum();
    }
  }

  @Test
  void dataGoesBesideTheNetworkUnlessTheUrlSaysOtherwise() throws IOException {
    assumeLendsForWriting();
    assertThat(callsWithLentDescriptors("")).isEqualTo(2);
    assertThat(callsWithLentDescriptors("?localio=off")).isZero();
  }
}

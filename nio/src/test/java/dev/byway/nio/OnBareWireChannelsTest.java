package dev.byway.nio;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class OnBareWireChannelsTest extends ChannelContract {
  @TempDir Path temp;
  private @Nullable LoopbackServer server;

  @Override
  Path open() throws IOException {
    server = new LoopbackServer(temp, "?localio=off&cache=off");
    return server.root();
  }

  @Override
  void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}

package dev.byway.it.ninep;

import dev.byway.client.ninep.NinepUrl;
import dev.byway.client.ninep.NinepVfs;
import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.testkit.VfsContract;
import dev.byway.vfs.testkit.Weakening;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// The contract, through a 9P client and a server in this JVM, which has one room.
public abstract class NinepContract extends VfsContract {
  private @Nullable NfsServer server;

  /// Makes a fresh room, which the server closes.
  protected abstract Vfs served() throws Exception;

  @Override
  protected Vfs create() throws Exception {
    ClientRule rule = ClientRule.DEFAULT.withSquash(Squash.NONE);
    server =
        NfsServer.builder()
            .export("/room", served(), rule)
            .listen9p(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .start();
    int port = server.addresses9p().getFirst().getPort();
    return NinepVfs.open(NinepUrl.parse("9p://127.0.0.1:" + port + "/room"));
  }

  @Override
  protected Set<Weakening> weakenings() {
    return EnumSet.of(
        Weakening.CHANGES_UNKNOWN,
        Weakening.CHANGES_NOT_ATOMIC,
        Weakening.CHANGE_IS_A_CLOCK,
        Weakening.WRITES_NOT_ATOMIC,
        Weakening.FOUND_NODES_MAY_BE_GONE,
        Weakening.READS_WAIT,
        Weakening.NODES_ARE_PATHS,
        Weakening.OWNER_NOT_OVERRIDDEN);
  }

  @Override
  protected int largeDirectory() {
    return 2_000;
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }
}

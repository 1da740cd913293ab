package dev.byway.it.nfs3client;

import dev.byway.client.NfsUrl;
import dev.byway.server.NfsServer;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.testkit.VfsContract;
import dev.byway.vfs.testkit.Weakening;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// The contract, through an NFSv3 client, and a server in this JVM which has one room, `/room`.
public abstract class NfsContract extends VfsContract {
  /// What NFSv3 takes away from any room.
  static final Set<Weakening> NFS3 =
      Set.of(
          Weakening.CHANGES_UNKNOWN,
          Weakening.CHANGES_NOT_ATOMIC,
          Weakening.CHANGE_IS_A_CLOCK,
          Weakening.TIMES_ARE_32_BIT,
          Weakening.UNLINKED_OPEN_FILES_HIDE,
          Weakening.OPEN_FILES_LOSE_RIGHTS,
          Weakening.SIXTEEN_GROUPS,
          Weakening.WRITES_NOT_ATOMIC,
          Weakening.LONG_HANDLES);

  private @Nullable NfsServer server;

  /// Starts a server with a fresh room.
  protected abstract NfsServer serve() throws Exception;

  protected abstract Vfs mount(NfsUrl url) throws Exception;

  private Vfs mount(NfsServer from) throws Exception {
    return mount(NfsUrl.parse("nfs://127.0.0.1:" + from.address().getPort() + "/room"));
  }

  @Override
  protected Vfs create() throws Exception {
    server = serve();
    return mount(server);
  }

  @Override
  protected @Nullable Vfs createAgain(Vfs closed) throws Exception {
    return server == null ? null : mount(server);
  }

  @Override
  protected Set<Weakening> weakenings() {
    return EnumSet.copyOf(NFS3);
  }

  @Override
  protected int largeDirectory() {
    return 5_000;
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }
}

package dev.byway.it.localio;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.client.localio.LocalioOptions;
import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.LocalioPolicy;
import dev.byway.server.export.Squash;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import dev.byway.vfs.testkit.VfsContract;
import dev.byway.vfs.testkit.Weakening;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract, with every file that can be read and written directly read and written directly.
class LocalioContractTest extends VfsContract {
  @TempDir Path temp;
  private @Nullable NfsServer server;

  @BeforeEach
  void asRoot() throws Exception {
    Privilege.assumeRoot();
  }

  @Override
  protected Vfs create() throws Exception {
    Path served = Files.createTempDirectory(temp, "served");
    ExportSpec spec =
        ExportSpec.of("/x", "x")
            .withClients(ClientRule.DEFAULT.withSquash(Squash.NONE))
            .withSync(false)
            .withLocalio(LocalioPolicy.TRUST);
    server =
        NfsServer.builder().export(spec, LocalVfs.open(served, LocalVfs.Options.DEFAULT)).start();
    return mount(server);
  }

  private static Vfs mount(NfsServer server) throws Exception {
    NfsUrl url = NfsUrl.parse("nfs://127.0.0.1:" + server.address().getPort() + "/x");
    return NfsMount.open(url, LocalioOptions.defaults().withFolders(List.of()));
  }

  @Override
  protected @Nullable Vfs createAgain(Vfs closed) throws Exception {
    return server == null ? null : mount(server);
  }

  @Override
  protected Set<Weakening> weakenings() {
    return EnumSet.of(
        Weakening.CHANGES_UNKNOWN,
        Weakening.CHANGES_NOT_ATOMIC,
        Weakening.CHANGE_IS_A_CLOCK,
        Weakening.TIMES_ARE_32_BIT,
        Weakening.UNLINKED_OPEN_FILES_HIDE,
        Weakening.OPEN_FILES_LOSE_RIGHTS,
        Weakening.SIXTEEN_GROUPS,
        Weakening.WRITES_NOT_ATOMIC,
        Weakening.LONG_HANDLES);
  }

  @Override
  protected int largeDirectory() {
    return 1000;
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }
}

package dev.byway.it.nfs3client;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.it.localio.Child;
import dev.byway.it.localio.ChildServer;
import dev.byway.it.localio.Privilege;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.testkit.VfsContract;
import dev.byway.vfs.testkit.Weakening;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The contract, through an NFSv3 client, on a directory served by the process of a user without
/// any privilege: one server for all tests.
class OverOwnUserContractTest extends VfsContract {
  @TempDir static Path temp;
  private static @Nullable Child server;
  private static @Nullable NfsUrl url;

  @BeforeAll
  static void serve() throws Exception {
    Privilege.assumeWorks(Privilege.NOBODY_SPECIAL);
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path served = Files.createDirectory(temp.resolve("served"));
    Files.setPosixFilePermissions(served, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> args =
        List.of(
            "127.0.0.1",
            "0",
            "off",
            temp.resolve("state").toString(),
            served.toString(),
            "rw",
            "none",
            "off");
    String classes = Child.publishClasses(temp.resolve("classes"));
    server = Child.start(Privilege.NOBODY_SPECIAL, classes, ChildServer.class, args);
    String port = server.line().substring("ready ".length());
    url = NfsUrl.parse("nfs://127.0.0.1:" + port + "/x?localio=off");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected Vfs create() throws Exception {
    if (url == null) {
      throw new IllegalStateException("no server");
    }
    return NfsMount.openWire(url);
  }

  @Override
  protected @Nullable Vfs createAgain(Vfs closed) throws Exception {
    return create();
  }

  @Override
  protected Set<Weakening> weakenings() {
    Set<Weakening> all = EnumSet.copyOf(NfsContract.NFS3);
    all.add(Weakening.ONE_USER);
    return all;
  }

  @Override
  protected int largeDirectory() {
    return 5_000;
  }
}

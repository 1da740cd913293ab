package dev.byway.it.fuse;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.local.LocalVfs;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// A folder, served over NFS, mounted by way of the cached client.
class RemoteProgramsTest extends SamePrograms {
  private @Nullable NfsServer server;

  @Override
  Mounted mount() throws Exception {
    var all = PosixFilePermissions.fromString("rwxr-xr-x");
    var folder = Files.createDirectory(temp.resolve("served"));
    Files.setPosixFilePermissions(folder, all);
    var room = LocalVfs.open(folder, LocalVfs.Options.DEFAULT);
    ClientRule rule = ClientRule.DEFAULT.withSquash(Squash.NONE);
    server = NfsServer.builder().export("/room", room, rule).localio(null).start();
    String url = "nfs://127.0.0.1:" + server.address().getPort() + "/room?localio=off";
    return Mounted.of(NfsMount.open(NfsUrl.parse(url)));
  }

  /// NFSv3 has no extended attributes, and none of fallocate(2).
  @Override
  boolean can(Script script) {
    return script != Script.XATTRS && script != Script.RANGES;
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }
}

package dev.byway.it.ninep;

import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;

/// The contract over 9P, in a directory.
class OverLocalContractTest extends NinepContract {
  @TempDir Path folder;

  @Override
  protected Vfs served() throws Exception {
    // Nodes are found by the way to them, which everybody must be able to search.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return LocalVfs.open(folder, LocalVfs.Options.DEFAULT);
  }
}

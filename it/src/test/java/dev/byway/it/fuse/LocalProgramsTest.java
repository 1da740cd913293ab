package dev.byway.it.fuse;

import dev.byway.vfs.local.LocalVfs;
import java.nio.file.Files;

class LocalProgramsTest extends SamePrograms {
  @Override
  Mounted mount() throws Exception {
    var folder = Files.createTempDirectory(temp, "room");
    return Mounted.of(LocalVfs.open(folder, LocalVfs.Options.DEFAULT));
  }
}

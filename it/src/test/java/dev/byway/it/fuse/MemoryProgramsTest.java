package dev.byway.it.fuse;

import dev.byway.vfs.memory.MemoryVfs;

class MemoryProgramsTest extends SamePrograms {
  @Override
  Mounted mount() throws Exception {
    return Mounted.of(new MemoryVfs());
  }
}

package dev.byway.it.fuse;

import dev.byway.vfs.Caller;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.Place;
import dev.byway.vfs.testkit.RandomOperations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random system calls on a mount, each answer held against a model in memory. (Of rooms that give
/// inode numbers again only the memory of the kernel could tell one node from another.)
class MountedRandomTest {
  @BeforeEach
  void assumePossible() throws Exception {
    Mounted.assumePossible();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void randomCalls(boolean directIo) throws Exception {
    try (Mounted mounted = Mounted.of(new MemoryVfs(), options -> options.withDirectIo(directIo));
        Vfs outside = LocalVfs.open(mounted.place(), LocalVfs.Options.DEFAULT)) {
      Place place = new Place(outside, Caller.ROOT, outside.root());
      RandomOperations.run(place.inNew("one"), RandomOperations.seed(), 3_000);
      RandomOperations.runOnThreads(place.inNew("many"), RandomOperations.seed(), 8, 500);
    }
  }
}

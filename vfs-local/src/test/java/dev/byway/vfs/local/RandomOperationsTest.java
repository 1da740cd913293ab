package dev.byway.vfs.local;

import dev.byway.vfs.Caller;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.testkit.Place;
import dev.byway.vfs.testkit.RandomOperations;
import org.junit.jupiter.api.Test;

/// The local room beside the model, in both modes and on both kinds of file system.
class RandomOperationsTest {
  @Test
  void diskAsCallerAgreesWithTheModel() throws Exception {
    try (Rooms rooms = Rooms.onDisk(RoomMaker.Mode.AS_CALLER)) {
      compare(rooms.open());
    }
  }

  @Test
  void diskAsSelfAgreesWithTheModel() throws Exception {
    try (Rooms rooms = Rooms.onDisk(RoomMaker.Mode.AS_SELF)) {
      compare(rooms.open());
    }
  }

  @Test
  void memoryAsCallerAgreesWithTheModel() throws Exception {
    try (Rooms rooms = Rooms.inMemory(RoomMaker.Mode.AS_CALLER)) {
      compare(rooms.open());
    }
  }

  private static void compare(Vfs vfs) throws Exception {
    try (vfs) {
      var root = new Place(vfs, Caller.ROOT, vfs.root());
      RandomOperations.run(root.inNew("one"), RandomOperations.seed(), 5_000);
      if (vfs.capabilities().identities()) {
        RandomOperations.runAsSeveralUsers(root.inNew("users"), RandomOperations.seed(), 5_000);
      }
      RandomOperations.runOnThreads(root.inNew("many"), RandomOperations.seed(), 4, 1_000);
    }
  }
}

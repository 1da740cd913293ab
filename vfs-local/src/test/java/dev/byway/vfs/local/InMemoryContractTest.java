package dev.byway.vfs.local;

import dev.byway.vfs.testkit.Weakening;
import java.util.EnumSet;
import java.util.Set;

/// The contract on tmpfs, as root.
class InMemoryContractTest extends LocalContract {
  @Override
  Rooms rooms() throws Exception {
    return Rooms.inMemory(RoomMaker.Mode.AS_CALLER);
  }

  @Override
  protected Set<Weakening> weakenings() {
    return EnumSet.of(Weakening.WRITES_NOT_ATOMIC, Weakening.REPLACED_NAMES_MAY_HIDE);
  }
}

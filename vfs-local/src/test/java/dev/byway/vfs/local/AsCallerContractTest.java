package dev.byway.vfs.local;

import dev.byway.vfs.Vfs;
import dev.byway.vfs.testkit.VfsContract;
import dev.byway.vfs.testkit.Weakening;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The contract on a disk, as root.
class AsCallerContractTest extends VfsContract {
  private @Nullable Rooms rooms;

  @Override
  protected Vfs create() throws Exception {
    rooms = Rooms.onDisk(RoomMaker.Mode.AS_CALLER);
    return rooms.open();
  }

  @Override
  protected @Nullable Vfs createAgain(Vfs closed) throws Exception {
    return rooms == null ? null : rooms.open();
  }

  @Override
  protected Set<Weakening> weakenings() {
    return EnumSet.of(Weakening.WRITES_NOT_ATOMIC);
  }

  @Override
  protected void cleanUp() throws Exception {
    if (rooms != null) {
      rooms.close();
    }
  }
}

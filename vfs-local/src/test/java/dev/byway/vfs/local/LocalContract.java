package dev.byway.vfs.local;

import dev.byway.vfs.Vfs;
import dev.byway.vfs.testkit.VfsContract;
import dev.byway.vfs.testkit.Weakening;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The contract on a directory of this machine.
abstract class LocalContract extends VfsContract {
  private @Nullable Rooms rooms;

  /// A directory to serve.
  abstract Rooms rooms() throws Exception;

  @Override
  protected Vfs create() throws Exception {
    rooms = rooms();
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

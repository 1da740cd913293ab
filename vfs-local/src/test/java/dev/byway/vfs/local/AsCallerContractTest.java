package dev.byway.vfs.local;

/// The contract on a disk, as root.
class AsCallerContractTest extends LocalContract {
  @Override
  Rooms rooms() throws Exception {
    return Rooms.onDisk(RoomMaker.Mode.AS_CALLER);
  }
}

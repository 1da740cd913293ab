package dev.byway.vfs.local;

/// The contract on a disk, as the user who runs the process.
class AsSelfContractTest extends LocalContract {
  @Override
  Rooms rooms() throws Exception {
    return Rooms.onDisk(RoomMaker.Mode.AS_SELF);
  }
}

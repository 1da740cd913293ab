package dev.byway.vfs.lock;

/// A group of owners whose locks go together when it dies: a machine with its mounts, a client of
/// NFSv4, a connection, a FUSE mount. Made by a door, one for each client; equal only to itself.
public final class LockClient {
  private final String name;

  /// @param name for people: an address, the name of a door
  public LockClient(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }
}

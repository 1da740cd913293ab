package dev.byway.vfs.lock;

import java.util.Arrays;
import java.util.HexFormat;

/// Who holds a lock: a process, or an open file where locks belong to that (flock, open file
/// description locks). Locks of one owner never conflict. Immutable.
public final class LockOwner {
  private final LockClient client;
  private final byte[] id;
  private final int pid;

  /// @param id what tells this owner from others of the client; copied
  /// @param pid of the process, to tell who asks for the lock in the way; 0 when nobody knows. Does
  ///     not count for equality
  public LockOwner(LockClient client, byte[] id, int pid) {
    this.client = client;
    this.id = id.clone();
    this.pid = pid;
  }

  public LockClient client() {
    return client;
  }

  /// A copy.
  public byte[] id() {
    return id.clone();
  }

  public int pid() {
    return pid;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof LockOwner that && client == that.client && Arrays.equals(id, that.id);
  }

  @Override
  public int hashCode() {
    return 31 * System.identityHashCode(client) + Arrays.hashCode(id);
  }

  @Override
  public String toString() {
    return client + "/" + HexFormat.of().formatHex(id);
  }
}

package dev.byway.net.localio;

import dev.byway.base.ErrnoException;

/// A server on this host as a client sees it once they know each other: over a UNIX socket, or
/// directly in one JVM. Any thread.
public interface Neighbour extends AutoCloseable {
  /// A descriptor lent to this process, whose it now is to close, and the slot that says how long
  /// it may be used.
  record Lease(int fd, int slot, int generation) {}

  /// What the server tells of its own accord. On a thread of its own; must not wait.
  interface Listener {
    /// A grant is taken back: its slot is off already, close it and [Neighbour#release] it.
    void recalled(int slot, int generation, String reason);

    /// The server is gone, and with it every grant; the slots need not be off.
    void gone(String reason);
  }

  /// Where the grants of this client are valid or not.
  SlotTable slots();

  /// Opens a file under the same conditions as over RPC.
  ///
  /// @param handle of NFS
  /// @param uid what AUTH_SYS would say; unsigned, as are `gid` and `gids`
  /// @throws ErrnoException and its message says why the wire must serve this file
  Lease openLocal(byte[] handle, int uid, int gid, int[] gids, boolean read, boolean write)
      throws ErrnoException;

  /// Says that the descriptor of this grant is closed, so that its slot can be used again.
  void release(int slot, int generation);

  /// Ends the acquaintance and with it all grants. Idempotent.
  @Override
  void close();
}

package dev.byway.server.localio;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import java.net.InetSocketAddress;

/// What LOCALIO asks of the exports: the same questions that a READ or WRITE asks on the wire.
public interface LocalioExports {
  /// What a handle means for a client.
  ///
  /// @param export for people
  /// @param caller as the export squashes it
  /// @param key the export's identity: grants fall when it is withdrawn
  record Target(
      Object key,
      String export,
      Vfs room,
      Node node,
      Caller caller,
      boolean readOnly,
      boolean lends,
      boolean trusts) {}

  /// @param client address and port of the NFS connection
  /// @param uid what AUTH_SYS would say; unsigned, as are `gid` and `gids`
  /// @throws ErrnoException as the wire would answer: EBADF, ESTALE, EACCES
  Target resolve(byte[] handle, InetSocketAddress client, int uid, int gid, int[] gids)
      throws ErrnoException;
}

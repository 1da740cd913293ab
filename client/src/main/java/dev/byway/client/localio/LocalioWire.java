package dev.byway.client.localio;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import java.util.UUID;

/// What LOCALIO needs of the NFS client beneath it.
public interface LocalioWire {
  /// Calls UUID_IS_LOCAL (program 400122) over the connection that carries NFS, with AUTH_SYS.
  ///
  /// @throws ErrnoException ENOTSUP the server has no such program; others: it cannot be asked now
  void uuidIsLocal(Caller caller, UUID uuid) throws ErrnoException;

  /// The NFS handle of a node of the room beneath.
  byte[] handle(Node node);

  /// A name for a node, for people: a path or the digits of a handle.
  String describe(Node node);

  /// Who the calls of a caller are made as over the wire: the road beside it gives nobody else's
  /// rights.
  default Caller identity(Caller caller) {
    return caller;
  }
}

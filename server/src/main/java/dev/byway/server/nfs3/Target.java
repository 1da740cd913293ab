package dev.byway.server.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Export;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;

/// What a call is about: a node that its file handle names, and the caller as whom it may be used.
///
/// @param caller squashed; cannot wait when the call cannot
record Target(Export export, ClientRule rule, Node node, Caller caller) {
  Vfs vfs() {
    return export.vfs();
  }

  /// @throws ErrnoException EROFS when this client may only read
  void requireWritable() throws ErrnoException {
    if (rule.readOnly()) {
      throw Errno.EROFS.exception();
    }
  }
}

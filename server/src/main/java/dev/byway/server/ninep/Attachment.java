package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Export;
import dev.byway.server.export.ExportTable;
import dev.byway.server.export.Exports;
import dev.byway.server.rpc.Credential;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import java.net.InetSocketAddress;

/// A tree as one user of a client uses it: what Tattach made, and all fids that were walked from
/// there share. Any thread.
final class Attachment {
  private final Exports exports;
  private final InetSocketAddress peer;
  private final Credential credential;
  private final Node root;
  private final long fsid;

  /// As of the table of exports that was looked at last.
  private volatile Admitted admitted;

  /// The last caller with another group than the user's own.
  private volatile Caller inGroup;

  private record Admitted(ExportTable table, Export export, ClientRule rule, Caller caller) {}

  /// @param root where the client may not climb out
  /// @param fsid of the root
  /// @throws ErrnoException EACCES this client may not use the export
  Attachment(
      Exports exports,
      Export export,
      InetSocketAddress peer,
      Credential credential,
      Node root,
      long fsid)
      throws ErrnoException {
    this.exports = exports;
    this.peer = peer;
    this.credential = credential;
    this.root = root;
    this.fsid = fsid;
    this.admitted = admit(exports.table(), export);
    this.inGroup = admitted.caller;
  }

  private Admitted admit(ExportTable table, Export export) throws ErrnoException {
    ClientRule rule = export.rule(peer);
    if (rule == null) {
      throw Errno.EACCES.exception();
    }
    String origin = peer.getAddress().getHostAddress();
    return new Admitted(table, export, rule, rule.squashed(credential, origin));
  }

  /// Sees whether the export is still there, and who may use it.
  ///
  /// @throws ErrnoException ESTALE it was withdrawn; EACCES it is not this client's any more
  void check() throws ErrnoException {
    Admitted now = admitted;
    ExportTable table = exports.table();
    if (now.table == table) {
      return;
    }
    Export export = table.byId(now.export.id());
    if (export == null) {
      throw Errno.ESTALE.exception();
    }
    Admitted fresh = admit(table, export);
    admitted = fresh;
    inGroup = fresh.caller;
  }

  Vfs vfs() {
    return admitted.export.vfs();
  }

  Node root() {
    return root;
  }

  long fsid() {
    return fsid;
  }

  /// Squashed; can wait.
  Caller caller() {
    return admitted.caller;
  }

  /// The same user with a group of his choice, which the client has checked: it becomes that of
  /// what is made.
  ///
  /// @param gid unsigned, -1 for the user's own
  Caller caller(int gid) {
    Admitted now = admitted;
    Caller last = inGroup;
    if (gid == -1 || gid == now.caller.gid() || !credential.isSys()) {
      return now.caller;
    }
    if (last.gid() == gid && last.uid() == now.caller.uid()) {
      return last;
    }
    Credential other = Credential.sys(credential.uid(), gid, credential.gids(), "");
    Caller fresh = now.rule.squashed(other, peer.getAddress().getHostAddress());
    inGroup = fresh;
    return fresh;
  }

  /// @throws ErrnoException EROFS this client may only read
  void requireWritable() throws ErrnoException {
    if (admitted.rule.readOnly()) {
      throw Errno.EROFS.exception();
    }
  }
}

package dev.byway.server.export;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.rpc.RpcCall;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Created;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import org.jspecify.annotations.Nullable;

/// What a call is about: a node that its file handle names, and the caller as whom it may be used.
///
/// @param caller squashed; cannot wait when the call cannot
public record Target(Export export, ClientRule rule, Node node, Caller caller) {
  /// @throws ErrnoException EACCES when this client may not use the export
  public static Target of(RpcCall call, Export export, Node node) throws ErrnoException {
    Admission admission = Admission.of(call, export);
    Caller caller = admission.caller();
    return new Target(export, admission.rule(), node, call.nowait() ? caller.asNowait() : caller);
  }

  public Vfs vfs() {
    return export.vfs();
  }

  /// Another node of the same export.
  public Target with(Node other) {
    return new Target(export, rule, other, caller);
  }

  /// The same, for a thread that may wait.
  public Target asPatient() {
    return new Target(export, rule, node, caller.asPatient());
  }

  /// @throws ErrnoException EROFS when this client may only read
  public void requireWritable() throws ErrnoException {
    if (rule.readOnly()) {
      throw Errno.EROFS.exception();
    }
  }

  /// To be asked before a change is made that [#settle] shall settle: afterwards it is too late to
  /// find out that this takes a thread that may wait. A room that settles at once says so.
  ///
  /// @throws ErrnoException EROFS when this client may only read; EAGAIN when the call cannot wait
  public void requireChangeable() throws ErrnoException {
    requireWritable();
    if (caller.nowait() && export.spec().sync()) {
      vfs().fsync(caller, node);
    }
  }

  /// Puts a change of this node (of a directory, its entries) on stable storage before it is
  /// answered, where the export is sync.
  public void settle(Node changed) throws ErrnoException {
    if (export.spec().sync()) {
      vfs().fsync(caller.asPatient(), changed);
    }
  }

  /// As [#settle(Node)], for what made a node in this directory or gave it another name.
  public void settle(Created created) throws ErrnoException {
    Attributes attributes = created.entry().attributes();
    if (attributes.isRegular() || attributes.isDirectory()) {
      settle(created.entry().node());
    }
    settle(node);
  }

  /// What has this name in this directory, whose files may be kept open, now or by the time that
  /// the name is gone.
  ///
  /// @throws ErrnoException EAGAIN when the call cannot wait
  public @Nullable Node nodeToDrop(Name name) throws ErrnoException {
    try {
      return vfs().lookup(caller, node, name).node();
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EAGAIN) {
        throw e;
      }
      return null;
    }
  }
}

package dev.byway.server.mount3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Export;
import dev.byway.server.export.Exports;
import dev.byway.server.export.FileHandles;
import dev.byway.server.export.MountPath;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.wire.WireException;
import dev.byway.wire.mount3.Dirpath;
import dev.byway.wire.mount3.Mnt3;
import dev.byway.wire.mount3.Mount3;
import dev.byway.wire.mount3.Mountstat3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.rpc.AuthFlavor;
import dev.byway.wire.xdr.XdrString;
import java.util.List;

/// MNT, RFC 1813 §5.2.1. The path is an export's name, or goes on into it; the innermost export
/// holds. The way there is walked as the server itself, as knfsd does: what the client may do is
/// decided on each call. Symbolic links are not followed.
final class MntProcedure implements RpcProcedure {
  private static final int MAX_RESULT = 5 * Integer.BYTES + Mount3.FHSIZE3;
  private static final List<Integer> FLAVORS = List.of(AuthFlavor.AUTH_SYS, AuthFlavor.AUTH_NONE);

  private final Exports exports;
  private final FileHandles handles;
  private final MountList mounts;

  MntProcedure(Exports exports, FileHandles handles, MountList mounts) {
    this.exports = exports;
    this.handles = handles;
    this.mounts = mounts;
  }

  @Override
  public String name() {
    return "MNT";
  }

  @Override
  public boolean nowaitFirst() {
    return false;
  }

  @Override
  public void execute(RpcCall call) throws WireException {
    XdrString path = Dirpath.decode(call.args()).path();
    Mnt3 res;
    try {
      res = new Mnt3.Ok(FileHandle3.of(mount(call, MountPath.of(path))), FLAVORS);
    } catch (ErrnoException e) {
      res = new Mnt3.Fail(status(e.errno()));
    }
    res.encode(call.reply(MAX_RESULT));
  }

  private byte[] mount(RpcCall call, String path) throws ErrnoException {
    Export export = exports.table().holding(path);
    if (export == null) {
      throw Errno.ENOENT.exception();
    }
    if (export.rule(call.connection().peer()) == null) {
      throw Errno.EACCES.exception();
    }
    Node node = export.vfs().root();
    for (Name name : MountPath.below(export.name(), path)) {
      Entry entry = export.vfs().lookup(Caller.ROOT, node, name);
      node = entry.node();
    }
    if (!export.vfs().getattr(Caller.ROOT, node).isDirectory()) {
      throw Errno.ENOTDIR.exception();
    }
    String host = call.connection().peer().getAddress().getHostAddress();
    mounts.add(new MountList.Mount(host, path));
    return handles.of(export, node).handle();
  }

  private static Mountstat3 status(Errno errno) {
    if (errno == Errno.ENOENT || errno == Errno.ESTALE) {
      return Mountstat3.MNT3ERR_NOENT;
    }
    if (errno == Errno.EACCES || errno == Errno.EPERM) {
      return Mountstat3.MNT3ERR_ACCES;
    }
    if (errno == Errno.ENOTDIR || errno == Errno.ELOOP) {
      return Mountstat3.MNT3ERR_NOTDIR;
    }
    if (errno == Errno.ENAMETOOLONG) {
      return Mountstat3.MNT3ERR_NAMETOOLONG;
    }
    return errno == Errno.EINVAL ? Mountstat3.MNT3ERR_INVAL : Mountstat3.MNT3ERR_IO;
  }
}

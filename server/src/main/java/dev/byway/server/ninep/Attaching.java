package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Export;
import dev.byway.server.export.ExportTable;
import dev.byway.server.export.Exports;
import dev.byway.server.export.MountPath;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.Session9;
import dev.byway.wire.xdr.XdrString;
import java.net.InetSocketAddress;

/// Tattach: attach(5). The tree is an export's name, or goes on into it; the innermost export
/// holds. Without a name it is the only export there is, or `/`.
final class Attaching {
  private Attaching() {}

  static void attach(NinepCall call, Session9.Tattach attach) throws ErrnoException {
    if (attach.afid() != Ninep.NOFID) {
      throw Errno.EBADF.exception();
    }
    if (call.session().has(attach.fid())) {
      throw Errno.EBADF.exception();
    }
    if (call.nowait()) {
      throw Errno.EAGAIN.exception(); // files of accounts are read
    }
    NinepServer server = call.connection().server();
    Exports exports = server.exports();
    String path = path(exports.table(), attach.aname());
    Export export = exports.table().holding(path);
    if (export == null) {
      throw Errno.ENOENT.exception();
    }
    InetSocketAddress peer = call.connection().connection().peer();
    if (export.rule(peer) == null) {
      throw Errno.EACCES.exception();
    }
    Node root = export.vfs().root();
    for (Name name : MountPath.below(export.name(), path)) {
      root = export.vfs().lookup(Caller.ROOT, root, name).node();
    }
    Attributes attributes = export.vfs().getattr(Caller.ROOT, root);
    Attachment attachment =
        new Attachment(
            exports,
            export,
            peer,
            server.accounts().credential(attach.uname(), attach.nUname()),
            root,
            attributes.fsid());
    call.session().add(attach.fid(), new Fid(attachment, root, null, null));
    call.reply(new Session9.Rattach(Modes.qid(attachment, attributes)));
  }

  private static String path(ExportTable table, XdrString aname) throws ErrnoException {
    if (aname.length() == 0) {
      return table.all().size() == 1 ? table.all().getFirst().name() : "/";
    }
    boolean absolute = aname.unsafeBytes()[0] == '/';
    return MountPath.of(absolute ? aname : XdrString.of("/" + aname));
  }
}

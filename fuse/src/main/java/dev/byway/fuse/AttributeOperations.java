package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Access;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Change;
import dev.byway.vfs.FsStat;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import dev.byway.vfs.Vfs;
import dev.byway.wire.WireException;
import dev.byway.wire.fuse.FuseAccessIn;
import dev.byway.wire.fuse.FuseGetattrIn;
import dev.byway.wire.fuse.FuseKstatfs;
import dev.byway.wire.fuse.FuseSetattrIn;

/// GETATTR, SETATTR, ACCESS, STATFS.
final class AttributeOperations {
  private static final int PERMISSIONS = 07777;
  private static final int R_OK = 4;
  private static final int W_OK = 2;
  private static final int X_OK = 1;

  private final Vfs vfs;
  private final NodeTable nodes;
  private final OpenFiles files;
  private final Answers answers;

  AttributeOperations(Session session) {
    this.vfs = session.vfs();
    this.nodes = session.nodes();
    this.files = session.files();
    this.answers = session.answers();
  }

  private FuseNode node(Request request) throws ErrnoException {
    return nodes.at(request.header.nodeId());
  }

  void getattr(Request request) throws ErrnoException, WireException {
    FuseGetattrIn in = FuseGetattrIn.decode(request.reader);
    FuseNode node = node(request);
    Attributes attributes =
        in.hasFh()
            ? files.at(in.fh()).file.getattr(request.caller)
            : vfs.getattr(request.caller, node.node);
    answers.attributes(request.writer, node, attributes);
  }

  void setattr(Request request) throws ErrnoException, WireException {
    FuseSetattrIn in = FuseSetattrIn.decode(request.reader);
    SetAttributes attributes = attributes(in);
    FuseNode node = node(request);
    Change change =
        in.has(FuseSetattrIn.FATTR_FH | FuseSetattrIn.FATTR_SIZE)
            ? files.at(in.fh()).file.setattr(request.caller, attributes)
            : vfs.setattr(request.caller, node.node, attributes, null, false);
    Attributes after = change.after();
    if (after == null) {
      after = vfs.getattr(request.caller, node.node);
    }
    answers.attributes(request.writer, node, after);
  }

  /// ctime comes only with write-back caching, and is the room's own to set.
  private static SetAttributes attributes(FuseSetattrIn in) {
    return new SetAttributes(
        in.has(FuseSetattrIn.FATTR_MODE) ? (Integer) (in.mode() & PERMISSIONS) : null,
        in.has(FuseSetattrIn.FATTR_UID) ? (Integer) in.uid() : null,
        in.has(FuseSetattrIn.FATTR_GID) ? (Integer) in.gid() : null,
        in.has(FuseSetattrIn.FATTR_SIZE) ? (Long) in.size() : null,
        in.has(FuseSetattrIn.FATTR_ATIME)
            ? time(in.has(FuseSetattrIn.FATTR_ATIME_NOW), in.atime(), in.atimeNanos())
            : null,
        in.has(FuseSetattrIn.FATTR_MTIME)
            ? time(in.has(FuseSetattrIn.FATTR_MTIME_NOW), in.mtime(), in.mtimeNanos())
            : null);
  }

  private static SetTime time(boolean now, long seconds, int nanos) {
    return now ? SetTime.NOW : new SetTime.At(Attributes.time(seconds, nanos));
  }

  void access(Request request) throws ErrnoException, WireException {
    int mask = FuseAccessIn.decode(request.reader).mask();
    Node node = node(request).node;
    boolean directory = vfs.getattr(request.caller, node).isDirectory();
    int wanted =
        ((mask & R_OK) != 0 ? Access.READ : 0)
            | ((mask & W_OK) != 0 ? Access.MODIFY | Access.EXTEND : 0)
            | ((mask & X_OK) == 0 ? 0 : directory ? Access.LOOKUP : Access.EXECUTE);
    if (vfs.access(request.caller, node, wanted) != wanted) {
      throw Errno.EACCES.exception();
    }
  }

  void statfs(Request request) throws ErrnoException {
    FsStat stat = vfs.statfs(request.caller, node(request).node);
    int block = Math.max(1, stat.blockSize());
    new FuseKstatfs(
            Long.divideUnsigned(stat.totalBytes(), block),
            Long.divideUnsigned(stat.freeBytes(), block),
            Long.divideUnsigned(stat.availableBytes(), block),
            stat.totalFiles(),
            stat.freeFiles(),
            block,
            vfs.capabilities().nameMax(),
            block)
        .encode(request.writer);
  }
}

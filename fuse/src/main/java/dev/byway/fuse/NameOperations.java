package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.RenameHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.wire.WireException;
import dev.byway.wire.fuse.Fuse;
import dev.byway.wire.fuse.FuseBatchForgetIn;
import dev.byway.wire.fuse.FuseForgetIn;
import dev.byway.wire.fuse.FuseForgetOne;
import dev.byway.wire.fuse.FuseLinkIn;
import dev.byway.wire.fuse.FuseMkdirIn;
import dev.byway.wire.fuse.FuseMknodIn;
import dev.byway.wire.fuse.FuseRename2In;
import dev.byway.wire.fuse.FuseRenameIn;

/// LOOKUP, FORGET and all that make, move and remove names. Modes come with the caller's umask
/// applied (FUSE_DONT_MASK is not agreed on).
final class NameOperations {
  private static final int PERMISSIONS = 07777;
  private static final int S_IFMT = 0170000;
  private static final int S_IFIFO = 0010000;
  private static final int S_IFCHR = 0020000;
  private static final int S_IFBLK = 0060000;
  private static final int S_IFREG = 0100000;
  private static final int S_IFSOCK = 0140000;

  /// PATH_MAX.
  private static final int TARGET_MAX = 4096;

  private final Vfs vfs;
  private final NodeTable nodes;
  private final Answers answers;
  private final Releases releases;

  NameOperations(Session session) {
    this.vfs = session.vfs();
    this.nodes = session.nodes();
    this.answers = session.answers();
    this.releases = session.releases();
  }

  private long namesHold(Request request) throws ErrnoException {
    return answers.namesHold(nodes.at(request.header.nodeId()));
  }

  private Node directory(Request request) throws ErrnoException {
    return nodes.at(request.header.nodeId()).node;
  }

  void lookup(Request request) throws ErrnoException, WireException {
    Name name = request.name();
    Node directory = directory(request);
    if (name.isDot()) {
      // a handle (open_by_handle_at(2)) of a node of any type, that we have not forgotten yet
      tell(request, new Entry(directory, vfs.getattr(request.caller, directory)));
      return;
    }
    try {
      tell(request, vfs.lookup(request.caller, directory, name));
    } catch (ErrnoException e) {
      long hold = e.errno() == Errno.ENOENT ? namesHold(request) : 0;
      if (hold == 0) {
        throw e;
      }
      Answers.noEntry(request.writer, hold);
    }
  }

  private void tell(Request request, Entry entry) throws ErrnoException {
    request.lookedUp = answers.entry(request.writer, namesHold(request), entry);
  }

  private void tell(Request request, Created created) throws ErrnoException {
    tell(request, created.entry());
  }

  void forget(Request request) throws ErrnoException, WireException {
    request.replies = false;
    nodes.forget(request.header.nodeId(), FuseForgetIn.decode(request.reader).nlookup());
  }

  void batchForget(Request request) throws ErrnoException, WireException {
    request.replies = false;
    int count = FuseBatchForgetIn.decode(request.reader).count();
    for (int i = 0; i < count; i++) {
      FuseForgetOne one = FuseForgetOne.decode(request.reader);
      nodes.forget(one.nodeId(), one.nlookup());
    }
  }

  void readlink(Request request) throws ErrnoException {
    request.writer.bytes(vfs.readlink(request.caller, directory(request)));
  }

  void symlink(Request request) throws ErrnoException, WireException {
    Name name = request.name();
    byte[] target = request.reader.string(TARGET_MAX);
    tell(
        request, vfs.symlink(request.caller, directory(request), name, target, SetAttributes.NONE));
  }

  void mkdir(Request request) throws ErrnoException, WireException {
    FuseMkdirIn in = FuseMkdirIn.decode(request.reader);
    SetAttributes attributes = SetAttributes.ofMode(in.mode() & PERMISSIONS);
    tell(request, vfs.mkdir(request.caller, directory(request), request.name(), attributes));
  }

  void mknod(Request request) throws ErrnoException, WireException {
    FuseMknodIn in = FuseMknodIn.decode(request.reader);
    Name name = request.name();
    Node directory = directory(request);
    SetAttributes attributes = SetAttributes.ofMode(in.mode() & PERMISSIONS);
    int type = in.mode() & S_IFMT;
    if (type == S_IFREG || type == 0) {
      var how = new CreateHow.Guarded(attributes);
      tell(request, vfs.create(request.caller, directory, name, how, null));
      return;
    }
    tell(
        request,
        vfs.mknod(
            request.caller,
            directory,
            name,
            special(type),
            Fuse.rdevMajor(in.rdev()),
            Fuse.rdevMinor(in.rdev()),
            attributes));
  }

  private static FileType special(int type) throws ErrnoException {
    return switch (type) {
      case S_IFIFO -> FileType.FIFO;
      case S_IFCHR -> FileType.CHARACTER;
      case S_IFBLK -> FileType.BLOCK;
      case S_IFSOCK -> FileType.SOCKET;
      default -> throw Errno.EINVAL.exception();
    };
  }

  void unlink(Request request) throws ErrnoException, WireException {
    vfs.unlink(request.caller, directory(request), request.name());
  }

  void rmdir(Request request) throws ErrnoException, WireException {
    Node directory = directory(request);
    Name name = request.name();
    try {
      vfs.rmdir(request.caller, directory, name);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOTEMPTY || !releases.await()) {
        throw e;
      }
      vfs.rmdir(request.caller, directory, name);
    }
  }

  void rename(Request request) throws ErrnoException, WireException {
    rename(request, FuseRenameIn.decode(request.reader).newdir(), RenameHow.REPLACE);
  }

  /// EINVAL for what the room cannot do, as file systems of the kernel say it: programs then do
  /// without.
  void rename2(Request request) throws ErrnoException, WireException {
    FuseRename2In in = FuseRename2In.decode(request.reader);
    RenameHow how =
        switch (in.flags()) {
          case 0 -> RenameHow.REPLACE;
          case FuseRename2In.RENAME_NOREPLACE -> RenameHow.NO_REPLACE;
          case FuseRename2In.RENAME_EXCHANGE -> RenameHow.EXCHANGE;
          default -> throw Errno.EINVAL.exception();
        };
    try {
      rename(request, in.newdir(), how);
    } catch (ErrnoException e) {
      throw e.errno() == Errno.ENOTSUP ? Errno.EINVAL.exception() : e;
    }
  }

  private void rename(Request request, long newDirectory, RenameHow how)
      throws ErrnoException, WireException {
    Name from = request.name();
    Name to = request.name();
    Node there = nodes.at(newDirectory).node;
    vfs.rename(request.caller, directory(request), from, there, to, how);
  }

  void link(Request request) throws ErrnoException, WireException {
    Node node = nodes.at(FuseLinkIn.decode(request.reader).oldNodeId()).node;
    tell(request, vfs.link(request.caller, node, directory(request), request.name()));
  }
}

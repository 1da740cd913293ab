package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Access;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import dev.byway.wire.WireException;
import dev.byway.wire.fuse.FuseDirent;
import dev.byway.wire.fuse.FuseOpenOut;
import dev.byway.wire.fuse.FuseReadIn;
import dev.byway.wire.fuse.FuseWriter;
import org.jspecify.annotations.Nullable;

/// OPENDIR, READDIR, READDIRPLUS, RELEASEDIR, FSYNCDIR. Nothing is kept of an open directory: the
/// room's cookies say where a listing goes on.
final class DirectoryOperations {
  private final Vfs vfs;
  private final NodeTable nodes;
  private final Answers answers;

  DirectoryOperations(Vfs vfs, NodeTable nodes, Answers answers) {
    this.vfs = vfs;
    this.nodes = nodes;
    this.answers = answers;
  }

  private Node directory(Request request) throws ErrnoException {
    return nodes.at(request.header.nodeId()).node;
  }

  void opendir(Request request) throws ErrnoException {
    if (vfs.access(request.caller, directory(request), Access.READ) != Access.READ) {
      throw Errno.EACCES.exception();
    }
    new FuseOpenOut(0, 0, 0).encode(request.writer);
  }

  void readdir(Request request, boolean plus) throws ErrnoException, WireException {
    FuseReadIn in = FuseReadIn.decode(request.reader);
    Node directory = directory(request);
    int end = request.writer.position() + request.room(in.size());
    FuseWriter writer = request.writer;
    vfs.readdir(
        request.caller,
        directory,
        in.offset(),
        plus,
        (name, fileid, cookie, entry) -> {
          int length = name.length();
          int size = plus ? FuseDirent.plusSize(length) : FuseDirent.size(length);
          if (writer.position() + size > end) {
            return false;
          }
          if (plus) {
            tell(writer, name, entry);
          }
          int type = entry == null ? 0 : Answers.typeBits(entry.attributes().type());
          FuseDirent.encode(writer, fileid, cookie, type, name.unsafeBytes());
          return true;
        });
  }

  /// The kernel counts no reference for the directory itself and its parent.
  private void tell(FuseWriter writer, Name name, @Nullable Entry entry) {
    if (entry == null || name.isSpecial()) {
      Answers.entryUntold(writer);
    } else {
      answers.entry(writer, entry);
    }
  }

  void fsyncdir(Request request) throws ErrnoException {
    vfs.fsync(request.caller, directory(request));
  }
}

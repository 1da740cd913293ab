package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Access;
import dev.byway.vfs.DirectoryVisitor;
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

  DirectoryOperations(Session session) {
    this.vfs = session.vfs();
    this.nodes = session.nodes();
    this.answers = session.answers();
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
    DirectoryVisitor visitor =
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
        };
    int start = writer.position();
    try {
      vfs.readdir(request.caller, directory, in.offset(), plus, visitor);
    } catch (ErrnoException e) {
      // entries that the kernel has been counted for must reach it; the failure meets the next call
      if (writer.position() == start) {
        throw e;
      }
    }
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

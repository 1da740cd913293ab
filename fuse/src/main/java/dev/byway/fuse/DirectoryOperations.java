package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Access;
import dev.byway.vfs.DirectoryVisitor;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
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

  private FuseNode directory(Request request) throws ErrnoException {
    return nodes.at(request.header.nodeId());
  }

  /// The kernel remembers a listing, and looks at the directory's mtime before it shows it again.
  /// But when it would have to ask for the attributes of each file, it had better list them anew.
  void opendir(Request request) throws ErrnoException {
    FuseNode directory = directory(request);
    if (vfs.access(request.caller, directory.node, Access.READ) != Access.READ) {
      throw Errno.EACCES.exception();
    }
    int flags =
        (answers.namesHold(directory) > 0 ? FuseOpenOut.FOPEN_CACHE_DIR : 0)
            | (directory.isListed() ? FuseOpenOut.FOPEN_KEEP_CACHE : 0);
    new FuseOpenOut(0, flags, 0).encode(request.writer);
  }

  void readdir(Request request, boolean plus) throws ErrnoException, WireException {
    FuseReadIn in = FuseReadIn.decode(request.reader);
    FuseNode directory = directory(request);
    var telling = new Telling(answers.namesHold(directory));
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
            tell(writer, name, entry, telling);
          }
          int type = entry == null ? 0 : Answers.typeBits(entry.attributes().type());
          FuseDirent.encode(writer, fileid, cookie, type, name.unsafeBytes());
          return true;
        };
    int start = writer.position();
    try {
      vfs.readdir(request.caller, directory.node, in.offset(), plus, visitor);
      if (plus) {
        directory.listed(telling.leastHold, in.offset() == 0);
      }
    } catch (ErrnoException e) {
      // entries that the kernel has been counted for must reach it; the failure meets the next call
      if (writer.position() == start) {
        throw e;
      }
    }
  }

  /// What is told in one reply.
  private static final class Telling {
    private final long namesHold;

    /// For how long the kernel may believe all of it.
    private long leastHold;

    Telling(long namesHold) {
      this.namesHold = namesHold;
      this.leastHold = namesHold;
    }
  }

  /// The kernel counts no reference for the directory itself and its parent.
  private void tell(FuseWriter writer, Name name, @Nullable Entry entry, Telling telling) {
    if (name.isSpecial()) {
      Answers.entryUntold(writer);
    } else if (entry == null) {
      Answers.entryUntold(writer);
      telling.leastHold = 0;
    } else {
      FuseNode node = answers.entry(writer, telling.namesHold, entry);
      telling.leastHold = Math.min(telling.leastHold, answers.attributesHold(node));
    }
  }

  void fsyncdir(Request request) throws ErrnoException {
    vfs.fsync(request.caller, directory(request).node);
  }
}

package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Access;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Entry;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.Written;
import dev.byway.wire.WireException;
import dev.byway.wire.fuse.FuseCreateIn;
import dev.byway.wire.fuse.FuseFlushIn;
import dev.byway.wire.fuse.FuseFsyncIn;
import dev.byway.wire.fuse.FuseOpenIn;
import dev.byway.wire.fuse.FuseReadIn;
import dev.byway.wire.fuse.FuseReleaseIn;
import dev.byway.wire.fuse.FuseWriteIn;
import dev.byway.wire.fuse.FuseWriteOut;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// OPEN, CREATE, TMPFILE, READ, WRITE, FLUSH, FSYNC, RELEASE.
final class FileOperations {
  private static final int PERMISSIONS = 07777;
  private static final int O_ACCMODE = 3;
  private static final int O_WRONLY = 1;
  private static final int O_RDWR = 2;
  private static final int O_EXCL = 0200;
  private static final int O_TRUNC = 01000;

  /// The kernel's own: the file is opened to be executed.
  private static final int FMODE_EXEC = 0x20;

  private final Vfs vfs;
  private final NodeTable nodes;
  private final OpenFiles files;
  private final Answers answers;
  private final IoRoads roads;
  private final Notices notices;
  private final Releases releases;
  private final LockOperations locks;
  private final boolean writeback;
  private final boolean tmpfiles;

  FileOperations(Session session, LockOperations locks) {
    this.locks = locks;
    this.vfs = session.vfs();
    this.nodes = session.nodes();
    this.files = session.files();
    this.answers = session.answers();
    this.roads = session.roads();
    this.notices = session.notices();
    this.releases = session.releases();
    this.writeback = session.writeback();
    this.tmpfiles = vfs.capabilities().has(Feature.TMPFILE);
  }

  void open(Request request) throws ErrnoException, WireException {
    FuseOpenIn in = FuseOpenIn.decode(request.reader);
    FuseNode node = nodes.at(request.header.nodeId());
    OpenFile file = open(request.caller, node, in.flags());
    boolean done = false;
    try {
      if ((in.flags() & O_TRUNC) != 0) {
        truncate(request.caller, file);
        if ((in.openFlags() & FuseOpenIn.FUSE_OPEN_KILL_SUIDGID) != 0) {
          node.setIdDropped(notices);
        }
      }
      opened(request, new OpenHandle(file, node, request.caller), null);
      done = true;
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  private OpenFile open(Caller caller, FuseNode node, int flags) throws ErrnoException {
    if ((flags & FMODE_EXEC) != 0) {
      // whoever may execute may have the kernel read it
      if (vfs.access(caller, node.node, Access.EXECUTE) != Access.EXECUTE) {
        throw Errno.EACCES.exception();
      }
      return vfs.open(caller, node.node, OpenHow.READ.withOwnerOverride());
    }
    OpenHow how = how(flags);
    if (writeback && how.equals(OpenHow.WRITE)) {
      try {
        return vfs.open(caller, node.node, OpenHow.READ_WRITE);
      } catch (ErrnoException e) {
        // may not read: then whole pages can be written, and the kernel fails at parts of them
        return vfs.open(caller, node.node, how);
      }
    }
    return vfs.open(caller, node.node, how);
  }

  /// Also of a file that is open for reading only: O_TRUNC asks for the right to write.
  private void truncate(Caller caller, OpenFile file) throws ErrnoException {
    SetAttributes empty = SetAttributes.ofSize(0);
    if (file.how().write()) {
      file.setattr(caller, empty);
    } else {
      vfs.setattr(caller, file.node(), empty, null, false);
    }
  }

  private static OpenHow how(int flags) throws ErrnoException {
    return switch (flags & O_ACCMODE) {
      case 0 -> OpenHow.READ;
      case O_WRONLY -> OpenHow.WRITE;
      case O_RDWR -> OpenHow.READ_WRITE;
      default -> throw Errno.EINVAL.exception();
    };
  }

  void create(Request request) throws ErrnoException, WireException {
    FuseCreateIn in = FuseCreateIn.decode(request.reader);
    SetAttributes attributes = SetAttributes.ofMode(in.mode() & PERMISSIONS);
    CreateHow how =
        (in.flags() & O_EXCL) != 0
            ? new CreateHow.Guarded(attributes)
            : new CreateHow.Unchecked(
                (in.flags() & O_TRUNC) != 0 ? attributes.withSize(0L) : attributes);
    FuseNode directory = nodes.at(request.header.nodeId());
    OpenHow open = how(in.flags());
    if (writeback && open.equals(OpenHow.WRITE)) {
      open = OpenHow.READ_WRITE;
    }
    Created created = vfs.create(request.caller, directory.node, request.name(), how, open);
    OpenFile file = Objects.requireNonNull(created.file(), "create was asked to open");
    made(request, directory, created.entry(), file);
  }

  /// The name that comes with it is nobody's.
  void tmpfile(Request request) throws ErrnoException, WireException {
    if (!tmpfiles) {
      throw Errno.ENOSYS.exception();
    }
    FuseCreateIn in = FuseCreateIn.decode(request.reader);
    SetAttributes attributes = SetAttributes.ofMode(in.mode() & PERMISSIONS);
    FuseNode directory = nodes.at(request.header.nodeId());
    OpenHow how = how(in.flags());
    if (writeback && how.equals(OpenHow.WRITE)) {
      how = OpenHow.READ_WRITE;
    }
    OpenFile file = vfs.tmpfile(request.caller, directory.node, attributes, how);
    Attributes now;
    try {
      now = file.getattr(request.caller);
    } catch (ErrnoException e) {
      file.close();
      throw e;
    }
    made(request, directory, new Entry(file.node(), now), file);
  }

  /// Tells the kernel of a new file and its open file, which is closed if that fails.
  private void made(Request request, FuseNode directory, Entry entry, OpenFile file)
      throws ErrnoException {
    boolean done = false;
    try {
      long namesHold = answers.namesHold(directory);
      FuseNode node = answers.entry(request.writer, namesHold, entry);
      request.lookedUp = node;
      opened(request, new OpenHandle(file, node, request.caller), entry.attributes());
      done = true;
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  private void opened(Request request, OpenHandle handle, @Nullable Attributes known)
      throws ErrnoException {
    long fh = files.add(handle);
    try {
      roads.opened(handle, fh, request.writer, known);
    } catch (ErrnoException e) {
      files.remove(fh);
      throw e;
    }
    request.opened = fh;
  }

  void read(Request request) throws ErrnoException, WireException {
    FuseReadIn in = FuseReadIn.decode(request.reader);
    OpenHandle handle = files.at(in.fh());
    handle.file.read(handle.opener, request.replyData(in.size()), in.offset());
  }

  void write(Request request) throws ErrnoException, WireException {
    FuseWriteIn in = FuseWriteIn.decode(request.reader);
    ByteBuffer data = request.payload(in.size());
    OpenHandle handle = files.at(in.fh());
    boolean dropsSetId = (in.writeFlags() & FuseWriteIn.FUSE_WRITE_KILL_SUIDGID) != 0;
    // a descriptor that root opened and gave away: set-id bits depend on who writes
    Caller writer = dropsSetId && handle.opener.uid() == 0 ? request.caller : handle.opener;
    int written = writeAll(handle, writer, data, in.offset());
    if (dropsSetId) {
      handle.node.setIdDropped(notices);
    }
    new FuseWriteOut(written).encode(request.writer);
  }

  /// A failure after some bytes is the next write's to meet.
  private static int writeAll(OpenHandle handle, Caller writer, ByteBuffer data, long offset)
      throws ErrnoException {
    int start = data.position();
    while (data.hasRemaining()) {
      int done = data.position() - start;
      try {
        Written written = handle.file.write(writer, data, offset + done, Stability.UNSTABLE);
        handle.wrote(written);
        if (written.count() == 0) {
          break;
        }
      } catch (ErrnoException e) {
        if (done == 0) {
          throw e;
        }
        break;
      }
    }
    return data.position() - start;
  }

  void flush(Request request) throws ErrnoException, WireException {
    FuseFlushIn in = FuseFlushIn.decode(request.reader);
    OpenHandle handle = files.at(in.fh());
    try {
      handle.file.flush(request.caller);
    } finally {
      locks.flushed(request, handle, in.lockOwner());
    }
  }

  void fsync(Request request) throws ErrnoException, WireException {
    FuseFsyncIn in = FuseFsyncIn.decode(request.reader);
    OpenHandle handle = files.at(in.fh());
    handle.commit(request.caller);
    if ((in.fsyncFlags() & FuseFsyncIn.FUSE_FSYNC_FDATASYNC) == 0) {
      vfs.fsync(request.caller, handle.node.node);
    }
  }

  void release(Request request) throws WireException {
    long fh = FuseReleaseIn.decode(request.reader).fh();
    releases.begin();
    try {
      release(fh);
    } finally {
      releases.end();
    }
  }

  /// Also for an OPEN whose reply did not reach the kernel.
  void release(long fh) {
    OpenHandle handle = files.remove(fh);
    if (handle != null) {
      roads.released(handle);
      locks.released(handle);
      handle.close();
    }
  }
}

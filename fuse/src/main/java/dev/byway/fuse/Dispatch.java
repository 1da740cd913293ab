package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.FuseDevice;
import dev.byway.vfs.Vfs;
import dev.byway.wire.WireException;
import dev.byway.wire.fuse.FuseInit;
import dev.byway.wire.fuse.FuseInterruptIn;
import dev.byway.wire.fuse.FuseOpcode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// From a request to its answer: one switch over all opcodes. What no room can do is ENOSYS, which
/// the kernel remembers and does without: polling, for instance.
final class Dispatch {
  private static final Logger LOG = System.getLogger(Dispatch.class.getName());

  final NodeTable nodes;
  final OpenFiles files = new OpenFiles();
  final IoRoads roads;
  final Notices notices;
  final Interrupts interrupts = new Interrupts();
  private final Callers callers;
  private final NameOperations names;
  private final AttributeOperations attributes;
  private final FileOperations fileOperations;
  private final RangeOperations ranges;
  private final XattrOperations xattrs;
  private final LockOperations locks;
  private final LockAnswers lockAnswers;
  private final DirectoryOperations directories;

  Dispatch(Vfs vfs, FuseOptions options, FuseDevice device, Init init) {
    this.nodes = new NodeTable(vfs.root());
    this.notices = new Notices(device, nodes);
    this.roads = new IoRoads(device, options, init.has(FuseInit.FUSE_PASSTHROUGH), notices);
    this.callers = new Callers(vfs.capabilities().identities());
    var session =
        new Session(
            vfs,
            nodes,
            files,
            new Answers(vfs, nodes, options),
            roads,
            notices,
            new Releases(),
            init.has(FuseInit.FUSE_WRITEBACK_CACHE));
    this.names = new NameOperations(session);
    this.attributes = new AttributeOperations(session);
    this.lockAnswers = new LockAnswers(notices);
    this.locks = new LockOperations(session, lockAnswers);
    this.fileOperations = new FileOperations(session, locks);
    this.ranges = new RangeOperations(session);
    this.xattrs = new XattrOperations(session, init.has(FuseInit.FUSE_SETXATTR_EXT));
    this.directories = new DirectoryOperations(session);
  }

  /// Works on the request that arrived, up to the finished reply, whatever it is.
  ///
  /// @return bytes of the reply
  int answer(Request request) {
    int errno = 0;
    try {
      FuseOpcode opcode = FuseOpcode.of(request.header.opcode());
      if (opcode == null) {
        throw Errno.ENOSYS.exception();
      }
      var header = request.header;
      request.caller = callers.of(header.uid(), header.gid(), header.pid());
      execute(opcode, request);
    } catch (ErrnoException e) {
      errno = e.errno().number();
    } catch (WireException e) {
      LOG.log(Level.WARNING, "malformed request {0}: {1}", request.header, e.getMessage());
      errno = Errno.EIO.number();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.log(Level.ERROR, "failed at " + request.header, e);
      errno = Errno.EIO.number();
    }
    if (errno != 0) {
      // the kernel is told of nothing
      undelivered(request);
    }
    return request.finish(errno);
  }

  private void execute(FuseOpcode opcode, Request request) throws ErrnoException, WireException {
    switch (opcode) {
      case FUSE_LOOKUP -> names.lookup(request);
      case FUSE_FORGET -> names.forget(request);
      case FUSE_BATCH_FORGET -> names.batchForget(request);
      case FUSE_READLINK -> names.readlink(request);
      case FUSE_SYMLINK -> names.symlink(request);
      case FUSE_MKNOD -> names.mknod(request);
      case FUSE_MKDIR -> names.mkdir(request);
      case FUSE_UNLINK -> names.unlink(request);
      case FUSE_RMDIR -> names.rmdir(request);
      case FUSE_RENAME -> names.rename(request);
      case FUSE_RENAME2 -> names.rename2(request);
      case FUSE_LINK -> names.link(request);
      case FUSE_GETATTR -> attributes.getattr(request);
      case FUSE_SETATTR -> attributes.setattr(request);
      case FUSE_ACCESS -> attributes.access(request);
      case FUSE_STATFS -> attributes.statfs(request);
      case FUSE_OPEN -> fileOperations.open(request);
      case FUSE_CREATE -> fileOperations.create(request);
      case FUSE_TMPFILE -> fileOperations.tmpfile(request);
      case FUSE_READ -> fileOperations.read(request);
      case FUSE_WRITE -> fileOperations.write(request);
      case FUSE_FLUSH -> fileOperations.flush(request);
      case FUSE_FSYNC -> fileOperations.fsync(request);
      case FUSE_RELEASE -> fileOperations.release(request);
      case FUSE_FALLOCATE -> ranges.fallocate(request);
      case FUSE_LSEEK -> ranges.lseek(request);
      case FUSE_COPY_FILE_RANGE -> ranges.copyFileRange(request, false);
      case FUSE_COPY_FILE_RANGE_64 -> ranges.copyFileRange(request, true);
      case FUSE_GETXATTR -> xattrs.getxattr(request);
      case FUSE_SETXATTR -> xattrs.setxattr(request);
      case FUSE_LISTXATTR -> xattrs.listxattr(request);
      case FUSE_REMOVEXATTR -> xattrs.removexattr(request);
      case FUSE_GETLK -> locks.getlk(request);
      case FUSE_SETLK -> locks.setlk(request, false);
      case FUSE_SETLKW -> locks.setlk(request, true);
      case FUSE_OPENDIR -> directories.opendir(request);
      case FUSE_READDIR -> directories.readdir(request, false);
      case FUSE_READDIRPLUS -> directories.readdir(request, true);
      case FUSE_FSYNCDIR -> directories.fsyncdir(request);
      case FUSE_RELEASEDIR, FUSE_DESTROY -> {}
      case FUSE_INTERRUPT -> interrupt(request);
      case FUSE_INIT,
          FUSE_BMAP,
          FUSE_IOCTL,
          FUSE_POLL,
          FUSE_NOTIFY_REPLY,
          FUSE_SETUPMAPPING,
          FUSE_REMOVEMAPPING,
          FUSE_SYNCFS,
          FUSE_STATX ->
          throw Errno.ENOSYS.exception();
    }
  }

  /// The mount has ended. Idempotent.
  void close() {
    locks.close();
    files.closeAll();
    interrupts.close();
  }

  private void interrupt(Request request) throws ErrnoException, WireException {
    request.replies = false;
    long unique = FuseInterruptIn.decode(request.reader).unique();
    if (!lockAnswers.interrupt(unique) && !interrupts.signalled(unique)) {
      // not begun yet: the kernel tells again; or done already: it knows
      request.replies = true;
      throw Errno.EAGAIN.exception();
    }
  }

  /// The reply did not reach the kernel: what it would have been given is not held for it.
  void undelivered(Request request) {
    if (request.opened >= 0) {
      fileOperations.release(request.opened);
    }
    FuseNode node = request.lookedUp;
    if (node != null) {
      try {
        nodes.forget(node.id, 1);
      } catch (ErrnoException forgotten) {
        LOG.log(Level.DEBUG, "node {0} was forgotten already", node.id);
      }
    }
  }
}

package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.Fd;
import dev.byway.linux.Inodes;
import dev.byway.linux.OpenAt;
import dev.byway.linux.Statx;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Node;
import dev.byway.vfs.lock.LockLimits;
import dev.byway.vfs.lock.LockTable;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What all calls of one room share: the exported directory, who they act as, how files are found
/// again, and the inodes in memory.
///
/// Lock order: a [NodeLocks] lock, then the [InodeTable], then the [LocationIndex].
final class Tree implements AutoCloseable {
  static final int STATX_MASK = Statx.BASIC_STATS | Statx.BTIME | Statx.MNT_ID;

  /// One name below a directory, whatever it has become in between: never above it, through a link
  /// or into another mount.
  static final int RESOLVE =
      OpenAt.RESOLVE_BENEATH
          | OpenAt.RESOLVE_NO_MAGICLINKS
          | OpenAt.RESOLVE_NO_SYMLINKS
          | OpenAt.RESOLVE_NO_XDEV;

  private static final byte[] PARENT = {'.', '.'};

  /// Directories nested deeper than any path can tell.
  private static final int MAX_DEPTH = 4096;

  final boolean acting;
  final boolean readOnly;
  final FileSystem fileSystem;

  /// The exported directory, open for reading: the mount by which handles are opened.
  final Fd directory;

  final LocalNode root;
  final Handles handles;
  final InodeTable inodes;
  final Permission permission;
  final NodeLocks locks = new NodeLocks();
  final LockTable lockTable = new LockTable(LockLimits.DEFAULT);
  final Nowait nowait = new Nowait();
  final Reserve reserve = new Reserve();
  final Setting setting = new Setting(this);
  final Set<LocalOpenFile> openFiles = ConcurrentHashMap.newKeySet();

  /// See [dev.byway.vfs.OpenFile#commit]: changes when written data may have been lost.
  volatile long writeVerifier = new SecureRandom().nextLong();

  Tree(Fd directory, FileSystem fileSystem, Handles.Maker maker, boolean acting, boolean readOnly)
      throws ErrnoException {
    this.directory = directory;
    this.fileSystem = fileSystem;
    this.acting = acting;
    this.readOnly = readOnly;
    this.inodes = new InodeTable(this, InodeTable.limit());
    this.handles = maker.make(this);
    this.permission = new Permission(this);
    int fd = OpenAt.openat2(directory.number(), new byte[] {'.'}, OpenAt.O_PATH, 0, RESOLVE);
    Statx statx = Statx.of(fd, STATX_MASK);
    this.root = new LocalNode(this, handles.identify(fd, statx));
    Inode inode = inodes.intern(fd, statx, root);
    inodes.opened(inode);
    inode.release();
  }

  /// @throws ErrnoException ESTALE the node of another room
  LocalNode own(Node node) throws ErrnoException {
    if (node instanceof LocalNode local && local.tree == this) {
      return local;
    }
    throw Errno.ESTALE.exception();
  }

  Inode acquire(Caller caller, Node node) throws ErrnoException {
    return inodes.acquire(own(node), caller.nowait());
  }

  /// A directory whose names this caller is about to change; to be released.
  Inode acquireToChange(Caller caller, Node directory) throws ErrnoException {
    requirePatience(caller);
    requireWritable();
    Inode dir = acquire(caller, directory);
    if (!dir.isDirectory()) {
      dir.release();
      throw Errno.ENOTDIR.exception();
    }
    return dir;
  }

  void requireWritable() throws ErrnoException {
    if (readOnly) {
      throw Errno.EROFS.exception();
    }
  }

  /// For what may have to wait for a disk: nothing in a file system in memory does.
  void requirePatience(Caller caller) throws ErrnoException {
    if (caller.nowait() && !(fileSystem.inMemory() && handles.quick())) {
      throw Errno.EAGAIN.exception();
    }
  }

  /// Makes the thread the caller for the kernel, until [#leave]. May be said again at any time.
  void become(Caller caller) throws ErrnoException {
    if (acting) {
      ThreadState.current().become(caller);
    }
  }

  /// Makes the thread the server itself, until [#leave].
  void becomeSelf() throws ErrnoException {
    if (acting) {
      ThreadState.current().becomeRoot();
    }
  }

  void leave() {
    if (acting) {
      ThreadState.current().leave();
    }
  }

  /// @throws ErrnoException ESTALE nobody has the file any more
  Attributes attributes(Inode inode) throws ErrnoException {
    Statx statx = Statx.of(inode.fd(), STATX_MASK);
    if (statx.nlink() == 0 && !inodes.isOpen(inode)) {
      inodes.unlinked(inode.ino);
      throw Errno.ESTALE.exception();
    }
    return attributes(statx, inode.ahead);
  }

  /// The attributes after a change under the node's lock: they must not look like those before, so
  /// where the file system's clock has not ticked (or, as tmpfs does to directories, was put back)
  /// the change attribute goes on without it.
  Attributes changed(Inode inode, Attributes before) throws ErrnoException {
    Attributes after = attributes(inode);
    if (after.change() > before.change()) {
      return after;
    }
    long ahead = inode.ahead + before.change() - after.change() + 1;
    inode.ahead = ahead;
    return attributes(inode);
  }

  /// @param ahead see [Inode#ahead]; 0 for what is not in memory
  Attributes attributes(Statx s, long ahead) {
    long ctime = Attributes.time(s.ctimeSeconds(), s.ctimeNanos());
    return new Attributes(
        type(s.type()),
        s.mode() & 07777,
        s.nlink(),
        s.uid(),
        s.gid(),
        s.size(),
        s.blocks() * 512,
        s.rdevMajor(),
        s.rdevMinor(),
        fileSystem.fsid(),
        s.ino(),
        Attributes.time(s.atimeSeconds(), s.atimeNanos()),
        Attributes.time(s.mtimeSeconds(), s.mtimeNanos()),
        ctime,
        ctime + ahead);
  }

  static FileType type(int mode) {
    return switch (mode & Statx.S_IFMT) {
      case Statx.S_IFDIR -> FileType.DIRECTORY;
      case Statx.S_IFLNK -> FileType.SYMLINK;
      case Statx.S_IFBLK -> FileType.BLOCK;
      case Statx.S_IFCHR -> FileType.CHARACTER;
      case Statx.S_IFSOCK -> FileType.SOCKET;
      case Statx.S_IFIFO -> FileType.FIFO;
      default -> FileType.REGULAR;
    };
  }

  static long btime(Statx s) {
    return Attributes.time(s.btimeSeconds(), s.btimeNanos());
  }

  /// @throws ErrnoException EACCES something is mounted there: another file system is not exported
  void requireSameMount(Statx statx) throws ErrnoException {
    if (!isSameMount(statx)) {
      throw Errno.EACCES.exception();
    }
  }

  boolean isSameMount(Statx statx) {
    return statx.mountId() == fileSystem.mountId() && statx.dev() == fileSystem.dev();
  }

  /// Opens a name as an O_PATH descriptor: nothing of the file's own happens, whatever it is.
  ///
  /// @param resolve more RESOLVE_ bits
  /// @throws ErrnoException ENOENT; EACCES also where something is mounted
  static int openPath(int directory, byte[] name, int resolve) throws ErrnoException {
    try {
      return OpenAt.openat2(
          directory, name, OpenAt.O_PATH | OpenAt.O_NOFOLLOW, 0, RESOLVE | resolve);
    } catch (ErrnoException failure) {
      if (failure.errno() == Errno.EXDEV) {
        throw Errno.EACCES.exception();
      }
      throw failure;
    }
  }

  /// Opens the parent of a directory, without looking whether it is still in the tree.
  static int openParent(int directory) throws ErrnoException {
    return OpenAt.openat2(
        directory, PARENT, OpenAt.O_PATH | OpenAt.O_DIRECTORY, 0, OpenAt.RESOLVE_NO_XDEV);
  }

  /// Whether a directory is the exported one or below it.
  boolean contains(int fd) throws ErrnoException {
    int at = fd;
    try {
      for (int depth = 0; depth < MAX_DEPTH; depth++) {
        long ino = Statx.of(at, STATX_MASK).ino();
        if (ino == root.ino) {
          return true;
        }
        int parent = openParent(at);
        closeUnless(at, fd);
        at = parent;
        if (Statx.of(at, STATX_MASK).ino() == ino) {
          return false;
        }
      }
      return false;
    } catch (ErrnoException outside) {
      if (outside.errno() == Errno.EXDEV) {
        return false;
      }
      throw outside;
    } finally {
      closeUnless(at, fd);
    }
  }

  private static void closeUnless(int fd, int kept) {
    if (fd != kept) {
      Descriptors.close(fd);
    }
  }

  /// An inode for a descriptor that was just opened, which it takes over.
  ///
  /// @param statx of the descriptor
  Inode intern(int fd, Statx statx) throws ErrnoException {
    byte[] handle;
    try {
      requireSameMount(statx);
      handle = handles.identify(fd, statx);
    } catch (ErrnoException failure) {
      Descriptors.close(fd);
      throw failure;
    }
    return inodes.intern(fd, statx, new LocalNode(this, handle));
  }

  /// Remembers where a file was seen.
  void placed(Inode inode, Inode parent, byte[] name) throws ErrnoException {
    Inode.Place last = inode.place;
    if (last == null || !last.is(parent.ino, name)) {
      inode.place = new Inode.Place(parent.ino, name);
      handles.placed(inode.node, parent.node, name);
    }
  }

  /// Data that was written may not be on the disk.
  void dataLost() {
    writeVerifier = new SecureRandom().nextLong();
  }

  @Override
  public void close() {
    lockTable.close();
    for (LocalOpenFile file : openFiles) {
      file.close();
    }
    inodes.close();
    handles.close();
    directory.close();
  }

  /// The file system of the exported directory.
  ///
  /// @param mountId of the mount it is reached by
  /// @param dev of statx, to keep out btrfs's subvolumes, which are no mounts
  /// @param fsid as in [Attributes#fsid]
  /// @param inMemory data is always in memory: tmpfs
  /// @param exportedWhole the exported directory is the root of the file system, so that no file of
  ///     it can be outside
  /// @param mountedReadOnly when the room was opened
  /// @param type magic number
  record FileSystem(
      long mountId,
      long dev,
      long fsid,
      boolean inMemory,
      boolean exportedWhole,
      boolean mountedReadOnly,
      long type) {

    static FileSystem of(int fd) throws ErrnoException {
      Inodes.StatFs fs = Inodes.statfs(fd);
      boolean inMemory =
          fs.type() == Inodes.StatFs.TMPFS_MAGIC || fs.type() == Inodes.StatFs.RAMFS_MAGIC;
      Statx statx = Statx.of(fd, STATX_MASK);
      long fsid = fs.fsid() != 0 ? fs.fsid() : statx.dev();
      return new FileSystem(
          statx.mountId(),
          statx.dev(),
          fsid,
          inMemory,
          MountInfo.isWhole(fd, statx),
          (fs.flags() & Inodes.StatFs.ST_RDONLY) != 0,
          fs.type());
    }
  }
}

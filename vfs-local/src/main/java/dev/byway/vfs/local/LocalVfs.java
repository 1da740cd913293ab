package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.FileIo;
import dev.byway.linux.Inodes;
import dev.byway.linux.Names;
import dev.byway.linux.OpenAt;
import dev.byway.linux.Statx;
import dev.byway.vfs.Access;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Capabilities;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Change;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.DirectoryVisitor;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.FsStat;
import dev.byway.vfs.LentFile;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.RenameHow;
import dev.byway.vfs.Renamed;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.XattrHow;
import dev.byway.vfs.XattrName;
import dev.byway.vfs.lock.LockClient;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A directory of this machine, with all below it on the same mount.
///
/// **Who it acts as.** Started by root it acts as the caller: the thread takes the caller's ids for
/// the kernel's permission checks, and is itself again afterwards (cheaper on a
/// [dev.byway.base.ServingThread]). Otherwise it acts as the user who runs the process, whoever
/// calls, and says so in [#limits].
///
/// **What it never does.** It follows no symbolic link, opens no FIFO, device or socket, and does
/// not leave the directory: every name is resolved by the kernel relative to an open directory
/// (`openat2`), one component at a time. A directory where something is mounted is EACCES.
///
/// **Handles** name inodes, not paths. With the kernel's help (CAP_DAC_READ_SEARCH and a file
/// system that can be exported) nothing is stored; without, an index in the state directory says
/// where a file was seen last, and what is found there is compared before it is believed.
public final class LocalVfs implements Vfs {
  private static final Set<Feature> FEATURES = Set.of(Feature.values());
  private static final Set<Feature> WITHOUT_XATTRS = without(Feature.XATTR);
  private static final long EXT4 = 0xef53;

  private static final int EXT4_MAX_LINKS = 65_000;

  /// With blocks of 4 KiB.
  private static final long EXT4_MAX_FILE = (1L << 44) - 4096;

  /// A link target that short is in the inode of every file system that has such a thing.
  private static final int INLINE_TARGET = 59;

  private final Tree tree;
  private final List<String> limits;
  private final Lookup lookup;
  private final Opening opening;
  private final Creation creation;
  private final Removal removal;
  private final Listing listing;
  private final ExtendedAttributes xattrs;
  private final Housekeeper housekeeper;

  /// How to serve a directory.
  ///
  /// @param stateDirectory where handles are remembered if the kernel cannot find files by them;
  ///     made when missing, for this room alone. Null: such handles do not outlive the room
  /// @param readOnly all changes are EROFS
  public record Options(@Nullable Path stateDirectory, boolean readOnly) {
    public static final Options DEFAULT = new Options(null, false);

    public Options withStateDirectory(Path directory) {
      return new Options(directory, readOnly);
    }

    public Options asReadOnly() {
      return new Options(stateDirectory, true);
    }
  }

  LocalVfs(Tree tree, List<String> limits) throws ErrnoException {
    this.tree = tree;
    this.limits = List.copyOf(limits);
    this.lookup = new Lookup(tree);
    this.opening = new Opening(tree);
    this.creation = new Creation(tree, lookup, opening);
    this.removal = new Removal(tree, lookup);
    this.listing = new Listing(tree);
    this.xattrs = new ExtendedAttributes(tree);
    this.housekeeper = new Housekeeper(tree);
  }

  private static Set<Feature> without(Feature missing) {
    Set<Feature> rest = EnumSet.copyOf(FEATURES);
    rest.remove(missing);
    return Set.copyOf(rest);
  }

  /// Opens a directory as a room.
  ///
  /// @throws ErrnoException ENOENT, ENOTDIR, EACCES the directory; EBUSY the state directory is in
  ///     use by another room
  public static LocalVfs open(Path directory, Options options) throws ErrnoException {
    return RoomMaker.open(directory, options, RoomMaker.Mode.strongest());
  }

  /// What this room cannot do because of who runs it or where it is, a sentence each; empty when it
  /// can do all.
  public List<String> limits() {
    return limits;
  }

  Tree tree() {
    return tree;
  }

  @Override
  public Capabilities capabilities() {
    boolean ext4 = tree.fileSystem.type() == EXT4;
    return new Capabilities(
        true,
        true,
        true,
        tree.acting,
        true,
        true,
        true,
        tree.handles.persistent(),
        true,
        true,
        ext4 ? EXT4_MAX_LINKS : Integer.MAX_VALUE,
        Name.MAX,
        ext4 ? EXT4_MAX_FILE : Long.MAX_VALUE,
        1,
        xattrs.supported() ? FEATURES : WITHOUT_XATTRS);
  }

  @Override
  public Node root() {
    return tree.root;
  }

  @Override
  public Node resolve(Caller caller, byte[] handle) throws ErrnoException {
    FileId.check(handle);
    LocalNode known = tree.inodes.known(handle);
    if (known != null) {
      return known;
    }
    Inode inode = tree.inodes.acquire(new LocalNode(tree, handle.clone()), caller.nowait());
    try {
      tree.attributes(inode);
      return inode.node;
    } finally {
      inode.release();
    }
  }

  @Override
  public Attributes getattr(Caller caller, Node node) throws ErrnoException {
    Inode inode = tree.acquire(caller, node);
    try {
      return tree.attributes(inode);
    } finally {
      inode.release();
    }
  }

  @Override
  public Change setattr(
      Caller caller,
      Node node,
      SetAttributes attributes,
      @Nullable Long guardCtime,
      boolean ownerOverride)
      throws ErrnoException {
    return tree.setting.setattr(caller, node, attributes, guardCtime, ownerOverride, -1);
  }

  @Override
  public int access(Caller caller, Node node, int wanted) throws ErrnoException {
    Inode inode = tree.acquire(caller, node);
    try {
      FileType type = Tree.type(inode.type);
      int rwx = 0;
      for (int bit = Inodes.X_OK; bit <= Inodes.R_OK; bit <<= 1) {
        if ((Access.fromRwx(type, bit) & wanted) != 0) {
          rwx |= bit;
        }
      }
      int known = tree.permission.rwx(caller, inode, Statx.of(inode.fd(), Tree.STATX_MASK));
      if (known != Permission.UNKNOWN) {
        int may = tree.readOnly ? known & ~Inodes.W_OK : known;
        return Access.fromRwx(type, may & rwx) & wanted;
      }
      tree.become(caller);
      return granted(inode, type, rwx) & wanted;
    } finally {
      tree.leave();
      inode.release();
    }
  }

  /// Mostly all or nothing is refused, so asks for all at once first.
  private int granted(Inode inode, FileType type, int rwx) {
    int may = tree.readOnly ? rwx & ~Inodes.W_OK : rwx;
    if (may == 0 || Inodes.may(inode.fd(), may)) {
      return Access.fromRwx(type, may);
    }
    int granted = 0;
    for (int bit = Inodes.X_OK; bit <= Inodes.R_OK; bit <<= 1) {
      if ((may & bit) != 0 && may != bit && Inodes.may(inode.fd(), bit)) {
        granted |= bit;
      }
    }
    return Access.fromRwx(type, granted);
  }

  @Override
  public Entry lookup(Caller caller, Node directory, Name name) throws ErrnoException {
    return lookup.lookup(caller, directory, name);
  }

  @Override
  public byte[] readlink(Caller caller, Node link) throws ErrnoException {
    Inode inode = tree.acquire(caller, link);
    try {
      if (inode.type != Statx.S_IFLNK) {
        throw Errno.EINVAL.exception();
      }
      if (caller.nowait()
          && !tree.fileSystem.inMemory()
          && Statx.of(inode.fd(), Tree.STATX_MASK).size() > INLINE_TARGET) {
        throw Errno.EAGAIN.exception();
      }
      return Names.readlink(inode.fd());
    } finally {
      inode.release();
    }
  }

  @Override
  public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    return opening.open(caller, node, how);
  }

  @Override
  public LentFile lend(Caller caller, Node node, OpenHow how) throws ErrnoException {
    return opening.lend(caller, node, how);
  }

  @Override
  public Created create(
      Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    return creation.create(caller, directory, name, how, open);
  }

  @Override
  public OpenFile tmpfile(Caller caller, Node directory, SetAttributes attributes, OpenHow open)
      throws ErrnoException {
    return creation.tmpfile(caller, directory, attributes, open);
  }

  @Override
  public Created mkdir(Caller caller, Node directory, Name name, SetAttributes attributes)
      throws ErrnoException {
    return creation.mkdir(caller, directory, name, attributes);
  }

  @Override
  public Created symlink(
      Caller caller, Node directory, Name name, byte[] target, SetAttributes attributes)
      throws ErrnoException {
    return creation.symlink(caller, directory, name, target, attributes);
  }

  @Override
  public Created mknod(
      Caller caller,
      Node directory,
      Name name,
      FileType type,
      int major,
      int minor,
      SetAttributes attributes)
      throws ErrnoException {
    return creation.mknod(caller, directory, name, type, major, minor, attributes);
  }

  @Override
  public Created link(Caller caller, Node node, Node directory, Name name) throws ErrnoException {
    return creation.link(caller, node, directory, name);
  }

  @Override
  public Change unlink(Caller caller, Node directory, Name name) throws ErrnoException {
    return removal.unlink(caller, directory, name);
  }

  @Override
  public Change rmdir(Caller caller, Node directory, Name name) throws ErrnoException {
    return removal.rmdir(caller, directory, name);
  }

  @Override
  public Renamed rename(
      Caller caller,
      Node fromDirectory,
      Name fromName,
      Node toDirectory,
      Name toName,
      RenameHow how)
      throws ErrnoException {
    return removal.rename(caller, fromDirectory, fromName, toDirectory, toName, how);
  }

  @Override
  public boolean readdir(
      Caller caller, Node directory, long cookie, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    return listing.readdir(caller, directory, cookie, plus, visitor);
  }

  @Override
  public void fsync(Caller caller, Node node) throws ErrnoException {
    tree.requirePatience(caller);
    Inode inode = tree.acquire(caller, node);
    try {
      if (tree.fileSystem.inMemory()) {
        return; // as stable as it gets
      }
      if (inode.isDirectory() || inode.type == Statx.S_IFREG) {
        syncOne(inode);
      } else {
        syncAll();
      }
    } finally {
      inode.release();
    }
  }

  private void syncOne(Inode inode) throws ErrnoException {
    int fd = -1;
    try {
      tree.becomeSelf();
      fd = OpenAt.reopen(ProcFd.NUMBER, inode.fd(), OpenAt.O_RDONLY);
      FileIo.fsync(fd);
    } catch (ErrnoException failure) {
      if (failure.errno() != Errno.EACCES) {
        throw failure;
      }
      syncAll(); // its mode shuts out the user who runs the server
    } finally {
      tree.leave();
      if (fd >= 0) {
        Descriptors.close(fd);
      }
    }
  }

  /// What cannot be opened cannot be synced alone.
  private void syncAll() throws ErrnoException {
    int fd = tree.directory.acquire();
    try {
      FileIo.syncfs(fd);
    } finally {
      tree.directory.release();
    }
  }

  @Override
  public FsStat statfs(Caller caller, Node node) throws ErrnoException {
    Inode inode = tree.acquire(caller, node);
    try {
      Inodes.StatFs fs = Inodes.statfs(inode.fd());
      long unit = fs.fragmentSize();
      return new FsStat(
          fs.blocks() * unit,
          fs.freeBlocks() * unit,
          fs.availableBlocks() * unit,
          fs.files(),
          fs.freeFiles(),
          fs.freeFiles(),
          (int) unit);
    } finally {
      inode.release();
    }
  }

  @Override
  public byte[] getxattr(Caller caller, Node node, XattrName name) throws ErrnoException {
    return xattrs.get(caller, node, name);
  }

  @Override
  public Change setxattr(Caller caller, Node node, XattrName name, byte[] value, XattrHow how)
      throws ErrnoException {
    return xattrs.set(caller, node, name, value, how);
  }

  @Override
  public List<XattrName> listxattr(Caller caller, Node node) throws ErrnoException {
    return xattrs.list(caller, node);
  }

  @Override
  public Change removexattr(Caller caller, Node node, XattrName name) throws ErrnoException {
    return xattrs.remove(caller, node, name);
  }

  @Override
  public void releaseLocks(LockClient client) {
    tree.lockTable.release(client);
  }

  @Override
  public void close() {
    housekeeper.close();
    opening.close();
    tree.close();
  }
}

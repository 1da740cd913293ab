package dev.byway.vfs.memory;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
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
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A file system in the heap, with all that POSIX asks of one: owners, groups and permissions
/// decided here by [Caller], hard and symbolic links, devices and FIFOs, sparse files, files that
/// work on without a name. Bounded by its [MemoryLimits]: ENOSPC beyond. Never waits, so it answers
/// [Caller#nowait] always. Its handles find nothing once it is closed.
///
/// It starts with an empty root of mode 0755 that belongs to the superuser.
public final class MemoryVfs implements Vfs {
  private static final int TARGET_MAX = 4095;
  private static final Set<Feature> FEATURES = Set.of(Feature.values());

  private final Volume volume;
  private final DirectoryInode root;
  private final Names names;
  private final Rename rename;

  /// With [MemoryLimits#DEFAULT] and the system's clock.
  public MemoryVfs() {
    this(MemoryLimits.DEFAULT);
  }

  public MemoryVfs(MemoryLimits limits) {
    this(limits, MemoryVfs::systemTime);
  }

  /// @param clock nanoseconds since 1970, as in [Attributes]; called by any thread
  public MemoryVfs(MemoryLimits limits, LongSupplier clock) {
    this.volume = new Volume(limits, clock);
    this.names = new Names(volume);
    this.rename = new Rename(volume);
    long fsid = volume.inodes.room();
    var draft = new Draft(FileType.DIRECTORY, fsid, volume.inodes.nextId(), volume.now());
    draft.mode = 0755;
    draft.nlink = 2;
    this.root = new DirectoryInode(volume, draft, null);
    volume.inodes.add(root);
    volume.space.tryTake(Space.INODE);
  }

  private static long systemTime() {
    Instant now = Instant.now();
    return Attributes.time(now.getEpochSecond(), now.getNano());
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        true,
        true,
        true,
        true,
        true,
        true,
        true,
        false,
        false,
        true,
        volume.limits.links(),
        Name.MAX,
        volume.limits.fileSize(),
        1,
        FEATURES);
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Node resolve(Caller caller, byte[] handle) throws ErrnoException {
    needOpen();
    return volume.inodes.find(handle);
  }

  @Override
  public Attributes getattr(Caller caller, Node node) throws ErrnoException {
    return inode(node).attributes();
  }

  @Override
  public Change setattr(
      Caller caller,
      Node node,
      SetAttributes attributes,
      @Nullable Long guardCtime,
      boolean ownerOverride)
      throws ErrnoException {
    Inode inode = inode(node);
    boolean granted = ownerOverride && Permissions.isOwner(caller, inode.attributes());
    return inode.setattr(caller, attributes, guardCtime, granted);
  }

  @Override
  public int access(Caller caller, Node node, int wanted) throws ErrnoException {
    Attributes attributes = inode(node).attributes();
    int rwx = Permissions.rwx(caller, attributes);
    return wanted & Access.fromRwx(attributes.type(), rwx);
  }

  @Override
  public Entry lookup(Caller caller, Node directory, Name name) throws ErrnoException {
    DirectoryInode parent = directory(directory);
    Permissions.need(caller, parent.attributes(), Permissions.EXECUTE);
    Inode found = name.isDot() ? parent : name.isDotDot() ? parent.parent() : find(parent, name);
    return new Entry(found, found.attributes());
  }

  private static Inode find(DirectoryInode directory, Name name) throws ErrnoException {
    return directory.need(name).inode();
  }

  @Override
  public byte[] readlink(Caller caller, Node link) throws ErrnoException {
    if (inode(link) instanceof OtherInode other && other.target() != null) {
      return other.target().clone();
    }
    throw Errno.EINVAL.exception();
  }

  @Override
  public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    return switch (inode(node)) {
      case RegularInode file -> file.open(caller, how);
      case DirectoryInode _ -> throw Errno.EISDIR.exception();
      case OtherInode _ -> throw Errno.EINVAL.exception();
    };
  }

  @Override
  public Created create(
      Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    return names.create(caller, directory(directory), name, how, open);
  }

  @Override
  public OpenFile tmpfile(Caller caller, Node directory, SetAttributes attributes, OpenHow open)
      throws ErrnoException {
    DirectoryInode parent = directory(directory);
    if (!open.write()) {
      throw Errno.EINVAL.exception();
    }
    return names.tmpfile(caller, parent, attributes, open);
  }

  @Override
  public Created mkdir(Caller caller, Node directory, Name name, SetAttributes attributes)
      throws ErrnoException {
    DirectoryInode parent = directory(directory);
    if (name.isSpecial()) {
      throw Errno.EEXIST.exception();
    }
    var what = new NewNode(FileType.DIRECTORY, 0, 0, null, attributes);
    return names.make(caller, parent, name, what);
  }

  @Override
  public Created symlink(
      Caller caller, Node directory, Name name, byte[] target, SetAttributes attributes)
      throws ErrnoException {
    DirectoryInode parent = directory(directory);
    needTarget(target);
    var what = new NewNode(FileType.SYMLINK, 0, 0, target.clone(), attributes);
    return names.make(caller, parent, name, what);
  }

  private static void needTarget(byte[] target) throws ErrnoException {
    if (target.length > TARGET_MAX) {
      throw Errno.ENAMETOOLONG.exception();
    }
    if (target.length == 0) {
      throw Errno.EINVAL.exception();
    }
    for (byte b : target) {
      if (b == 0) {
        throw Errno.EINVAL.exception();
      }
    }
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
    DirectoryInode parent = directory(directory);
    NewNode what =
        switch (type) {
          case BLOCK, CHARACTER -> {
            if (!Permissions.isRoot(caller)) {
              throw Errno.EPERM.exception();
            }
            yield new NewNode(type, major, minor, null, attributes);
          }
          case SOCKET, FIFO -> new NewNode(type, 0, 0, null, attributes);
          case REGULAR, DIRECTORY, SYMLINK -> throw Errno.EINVAL.exception();
        };
    return names.make(caller, parent, name, what);
  }

  @Override
  public Created link(Caller caller, Node node, Node directory, Name name) throws ErrnoException {
    needSameRoom(node, directory);
    Inode inode = inode(node);
    DirectoryInode parent = directory(directory);
    if (inode.type() == FileType.DIRECTORY) {
      throw Errno.EPERM.exception();
    }
    return names.link(caller, inode, parent, name);
  }

  @Override
  public Change unlink(Caller caller, Node directory, Name name) throws ErrnoException {
    return names.unlink(caller, directory(directory), name);
  }

  @Override
  public Change rmdir(Caller caller, Node directory, Name name) throws ErrnoException {
    return names.rmdir(caller, directory(directory), name);
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
    needSameRoom(fromDirectory, toDirectory);
    DirectoryInode from = directory(fromDirectory);
    DirectoryInode to = directory(toDirectory);
    return rename.rename(caller, from, fromName, to, toName, how);
  }

  @Override
  public boolean readdir(
      Caller caller, Node directory, long cookie, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    DirectoryInode listed = directory(directory);
    Permissions.need(caller, listed.attributes(), Permissions.READ);
    return listed.list(caller, cookie, plus, visitor);
  }

  @Override
  public void fsync(Caller caller, Node node) throws ErrnoException {
    inode(node);
  }

  @Override
  public FsStat statfs(Caller caller, Node node) throws ErrnoException {
    inode(node);
    return volume.space.stat();
  }

  @Override
  public byte[] getxattr(Caller caller, Node node, XattrName name) throws ErrnoException {
    return inode(node).getxattr(caller, name);
  }

  @Override
  public Change setxattr(Caller caller, Node node, XattrName name, byte[] value, XattrHow how)
      throws ErrnoException {
    Inode inode = inode(node);
    if (value.length > XATTR_MAX) {
      throw Errno.ERANGE.exception();
    }
    return inode.changeXattrs(caller, name, all -> all.set(name, value, how));
  }

  @Override
  public List<XattrName> listxattr(Caller caller, Node node) throws ErrnoException {
    return inode(node).listxattr();
  }

  @Override
  public Change removexattr(Caller caller, Node node, XattrName name) throws ErrnoException {
    return inode(node).changeXattrs(caller, name, all -> all.remove(name));
  }

  @Override
  public void releaseLocks(LockClient client) {
    volume.locks.release(client);
  }

  @Override
  public void close() {
    volume.close();
  }

  private void needOpen() throws ErrnoException {
    if (volume.isClosed()) {
      throw Errno.ESTALE.exception();
    }
  }

  private Inode inode(Node node) throws ErrnoException {
    needOpen();
    if (!(node instanceof Inode inode) || inode.volume != volume) {
      throw Errno.ESTALE.exception();
    }
    inode.needAlive();
    return inode;
  }

  private DirectoryInode directory(Node node) throws ErrnoException {
    if (inode(node) instanceof DirectoryInode directory) {
      return directory;
    }
    throw Errno.ENOTDIR.exception();
  }

  private void needSameRoom(Node one, Node other) throws ErrnoException {
    boolean mine = one instanceof Inode inode && inode.volume == volume;
    boolean also = other instanceof Inode inode && inode.volume == volume;
    if (mine != also) {
      throw Errno.EXDEV.exception();
    }
  }
}

package dev.byway.client.cache;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Access;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Capabilities;
import dev.byway.vfs.Change;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.DirectoryVisitor;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.Observer;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.RenameHow;
import dev.byway.vfs.Renamed;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.XattrHow;
import dev.byway.vfs.XattrName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A room with a cache before it: data in pages, attributes and names. What Linux's NFS client
/// promises holds here: whoever opens a file after another client closed it sees what that one
/// wrote; otherwise what is told may be as old as the options say.
///
/// Files whose open file says that it is near ([OpenFile#isNear]) are not cached.
///
/// Nodes are those of the room below.
public final class CachingVfs extends ForwardingVfs {
  static final int ASKED_AGAIN = 3;

  private final CacheOptions options;
  private final Cache cache;
  private final Observed observed = new Observed();
  private final InodeTable inodes;
  private final Directories directories;
  private final Opening opening;

  /// @param next closed with this room; nobody else should change files through it
  public CachingVfs(Vfs next, CacheOptions options) {
    super(next);
    this.options = options;
    this.cache = new Cache(options);
    this.inodes = new InodeTable(options, observed);
    this.directories = new Directories(this, next, inodes, cache);
    this.opening = new Opening(this, cache, inodes, directories);
  }

  /// The room that is cached.
  public Vfs below() {
    return next();
  }

  /// As it was made.
  public CacheOptions options() {
    return options;
  }

  /// What it has and what it did.
  public CacheStatus status() {
    return CacheStatus.of(options, cache, inodes.size());
  }

  @Override
  public Capabilities capabilities() {
    Capabilities below = next().capabilities();
    boolean nowait = !options.noac() && options.lookupCache() != CacheOptions.LookupCache.NONE;
    return new Capabilities(
        below.hardLinks(),
        below.symbolicLinks(),
        below.specialFiles(),
        below.identities(),
        below.chownRestricted(),
        below.caseSensitive(),
        below.casePreserving(),
        below.persistentHandles(),
        below.lendsDescriptors(),
        nowait,
        below.linkMax(),
        below.nameMax(),
        below.maxFileSize(),
        below.timeGranularity(),
        below.features());
  }

  Inode inode(Node node) {
    return inodes.of(node);
  }

  /// Calls of several steps do not begin for those who cannot wait.
  static void mayWait(Caller caller) throws ErrnoException {
    if (caller.nowait()) {
      throw Errno.EAGAIN.exception();
    }
  }

  void needOpen() throws ErrnoException {
    if (cache.closed) {
      throw Errno.ESTALE.exception();
    }
  }

  @Override
  public Attributes getattr(Caller caller, Node node) throws ErrnoException {
    needOpen();
    Inode inode = inodes.of(node);
    Attributes known = inode.attributes.fresh();
    if (known != null) {
      cache.counters.attributeHits.increment();
      return known;
    }
    return fetch(caller, inode, null);
  }

  /// Asks the room below; again if our own changes came between.
  ///
  /// @param file to ask by, if there is one
  Attributes fetch(Caller caller, Inode inode, @Nullable OpenFile file) throws ErrnoException {
    cache.counters.attributeMisses.increment();
    for (int i = 1; ; i++) {
      long begun = System.nanoTime();
      Attributes now;
      try {
        now = file == null ? next().getattr(caller, inode.node) : file.getattr(caller);
      } catch (ErrnoException e) {
        throw told(inode.node, e);
      }
      if (inode.attributes.accept(begun, now)) {
        return inode.merged(now);
      }
      Attributes known = inode.attributes.fresh();
      if (known != null) {
        return known;
      }
      if (i == ASKED_AGAIN) {
        return inode.merged(now);
      }
    }
  }

  /// What a failure tells of a node: when it is gone, nothing of it is believed any more.
  ErrnoException told(Node node, ErrnoException failure) {
    if (failure.errno() == Errno.ESTALE) {
      inodes.forget(node);
    }
    return failure;
  }

  /// Takes what an answer to another question says of a node.
  ///
  /// @param begun when the question was asked
  Entry learned(Entry entry, long begun) {
    Inode inode = inodes.of(entry.node());
    inode.attributes.accept(begun, entry.attributes());
    Attributes merged = inode.merged(entry.attributes());
    return merged == entry.attributes() ? entry : new Entry(entry.node(), merged);
  }

  @Override
  public Change setattr(
      Caller caller,
      Node node,
      SetAttributes attributes,
      @Nullable Long guardCtime,
      boolean ownerOverride)
      throws ErrnoException {
    needOpen();
    mayWait(caller);
    return setattr(
        inodes.of(node),
        attributes.size(),
        () -> next().setattr(caller, node, attributes, guardCtime, ownerOverride));
  }

  /// A call that sets attributes.
  interface Setting {
    Change run() throws ErrnoException;
  }

  /// What was written is sent first, so that it neither brings back what is cut off nor moves times
  /// that are set.
  Change setattr(Inode inode, @Nullable Long size, Setting setting) throws ErrnoException {
    FileData data = inode.data();
    if (data == null) {
      return set(inode, setting);
    }
    return data.quietly(
        () -> {
          Change change = set(inode, setting);
          if (size != null) {
            data.truncated(size);
          }
          return change;
        });
  }

  /// A change of data by a call to the room below: what was written is put on stable storage first,
  /// since it must not be sent again after that, and nothing is believed of the data afterwards.
  ///
  /// @param end the file reaches that far when it is done
  Change changeData(FileData data, long end, Setting change) throws ErrnoException {
    data.writers.lock();
    try {
      data.flush.all(true);
      return data.quietly(
          () -> {
            try {
              Change done = set(data.inode, change);
              data.reachesTo(end);
              return done;
            } finally {
              data.changedBelow();
            }
          });
    } finally {
      data.writers.unlock();
    }
  }

  private static Change set(Inode inode, Setting setting) throws ErrnoException {
    try {
      Change change = setting.run();
      inode.attributes.changed(change);
      return change;
    } catch (ErrnoException e) {
      inode.attributes.expire();
      throw e;
    } finally {
      inode.access.clear();
    }
  }

  @Override
  public int access(Caller caller, Node node, int wanted) throws ErrnoException {
    needOpen();
    Inode inode = inodes.of(node);
    if (inode.attributes.fresh() == null) {
      fetch(caller, inode, null);
    }
    int known = options.noac() ? -1 : inode.access.get(caller, wanted);
    return known >= 0 ? known : askAccess(caller, inode) & wanted;
  }

  private int askAccess(Caller caller, Inode inode) throws ErrnoException {
    long token = inode.access.begin();
    int granted = next().access(caller, inode.node, Access.ALL);
    inode.access.put(token, caller, Access.ALL, granted);
    return granted;
  }

  /// Whether a caller may look names up in a directory, whose attributes are fresh.
  boolean maySearch(Caller caller, Inode directory) throws ErrnoException {
    int known = directory.access.get(caller, Access.LOOKUP);
    return (known >= 0 ? known : askAccess(caller, directory) & Access.LOOKUP) != 0;
  }

  @Override
  public Entry lookup(Caller caller, Node directory, Name name) throws ErrnoException {
    needOpen();
    return directories.lookup(caller, directory, name);
  }

  @Override
  public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    needOpen();
    mayWait(caller);
    return opening.open(caller, node, how);
  }

  void closed(Inode inode, boolean near) {
    opening.closed(inode, near);
  }

  @Override
  public Created create(
      Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    long begun = System.nanoTime();
    Created made =
        directories.make(
            caller, directory, name, () -> opening.create(caller, directory, name, how, open));
    return opening.opened(caller, made, begun);
  }

  @Override
  public OpenFile tmpfile(Caller caller, Node directory, SetAttributes attributes, OpenHow open)
      throws ErrnoException {
    needOpen();
    mayWait(caller);
    return opening.tmpfile(caller, directory, attributes, open);
  }

  @Override
  public Created mkdir(Caller caller, Node directory, Name name, SetAttributes attributes)
      throws ErrnoException {
    return directories.make(
        caller, directory, name, () -> next().mkdir(caller, directory, name, attributes));
  }

  @Override
  public Created symlink(
      Caller caller, Node directory, Name name, byte[] target, SetAttributes attributes)
      throws ErrnoException {
    return directories.make(
        caller, directory, name, () -> next().symlink(caller, directory, name, target, attributes));
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
    return directories.make(
        caller,
        directory,
        name,
        () -> next().mknod(caller, directory, name, type, major, minor, attributes));
  }

  @Override
  public Created link(Caller caller, Node node, Node directory, Name name) throws ErrnoException {
    try {
      return directories.make(
          caller, directory, name, () -> next().link(caller, node, directory, name));
    } finally {
      directories.touched(node);
    }
  }

  @Override
  public Change unlink(Caller caller, Node directory, Name name) throws ErrnoException {
    return directories.remove(
        caller, directory, name, () -> next().unlink(caller, directory, name));
  }

  @Override
  public Change rmdir(Caller caller, Node directory, Name name) throws ErrnoException {
    return directories.remove(caller, directory, name, () -> next().rmdir(caller, directory, name));
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
    return directories.rename(caller, fromDirectory, fromName, toDirectory, toName, how);
  }

  @Override
  public void fsync(Caller caller, Node node) throws ErrnoException {
    needOpen();
    mayWait(caller);
    Inode inode = inodes.find(node);
    FileData data = inode == null ? null : inode.data();
    if (data != null && !data.isNear()) {
      data.flush.all(true);
    }
    super.fsync(caller, node);
  }

  @Override
  public boolean readdir(
      Caller caller, Node directory, long cookie, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    needOpen();
    return plus
        ? directories.list(caller, directory, cookie, visitor)
        : super.readdir(caller, directory, cookie, false, visitor);
  }

  @Override
  public long holdNanos(Node node) {
    Inode inode = inodes.find(node);
    return inode == null ? 0 : inode.attributes.holdNanos();
  }

  @Override
  public byte[] getxattr(Caller caller, Node node, XattrName name) throws ErrnoException {
    needOpen();
    mayWait(caller);
    try {
      return next().getxattr(caller, node, name);
    } catch (ErrnoException e) {
      throw told(node, e);
    }
  }

  @Override
  public Change setxattr(Caller caller, Node node, XattrName name, byte[] value, XattrHow how)
      throws ErrnoException {
    needOpen();
    mayWait(caller);
    return set(inodes.of(node), () -> next().setxattr(caller, node, name, value, how));
  }

  @Override
  public List<XattrName> listxattr(Caller caller, Node node) throws ErrnoException {
    needOpen();
    mayWait(caller);
    try {
      return next().listxattr(caller, node);
    } catch (ErrnoException e) {
      throw told(node, e);
    }
  }

  @Override
  public Change removexattr(Caller caller, Node node, XattrName name) throws ErrnoException {
    needOpen();
    mayWait(caller);
    return set(inodes.of(node), () -> next().removexattr(caller, node, name));
  }

  @Override
  public void observe(@Nullable Observer observer) {
    observed.by(observer);
  }

  /// What was written is sent first, as well as it goes: with a server that does not answer a hard
  /// mount this waits for it, until the thread is interrupted.
  @Override
  public void close() {
    if (!cache.closed) {
      cache.close();
    }
    next().close();
  }
}

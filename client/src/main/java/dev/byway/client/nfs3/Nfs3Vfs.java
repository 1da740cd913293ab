package dev.byway.client.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.nlm4.NlmLocks;
import dev.byway.client.rpc.RpcClient;
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
import dev.byway.vfs.FsStat;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.RenameHow;
import dev.byway.vfs.Renamed;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.lock.LockClient;
import dev.byway.wire.nfs3.Access3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Fsstat3;
import dev.byway.wire.nfs3.Getattr3;
import dev.byway.wire.nfs3.Lookup3;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.NfsTime3;
import dev.byway.wire.nfs3.Readlink3;
import dev.byway.wire.nfs3.Setattr3;
import dev.byway.wire.rpc.OpaqueAuth;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One file system of an NFSv3 server as a room. Nothing is cached: every call asks the server.
///
/// Callers' identities go to the server as AUTH_SYS, with at most 16 groups. A call that cannot be
/// answered waits for the server for ever, unless the mount is soft; interrupting its thread makes
/// it fail with EINTR.
public final class Nfs3Vfs implements Vfs {
  private static final int BLOCK_SIZE = 4096;

  /// What one call may carry, in bytes.
  ///
  /// @param rsize of a READ
  /// @param wsize of a WRITE
  /// @param dtsize of a listing's reply
  public record Limits(int rsize, int wsize, int dtsize) {}

  private final Nfs3Client client;
  private final Nfs3Node root;
  private final Capabilities capabilities;
  private final Limits limits;
  private final boolean readOnly;
  private final Listing listing;
  private final Naming naming;
  private final SillyNames silly = new SillyNames();
  private final @Nullable NlmLocks locks;
  private final Set<Nfs3File> files = ConcurrentHashMap.newKeySet();

  private final AtomicReference<Runnable> afterClose = new AtomicReference<>(() -> {});

  Nfs3Vfs(
      Nfs3Client client,
      FileHandle3 root,
      Capabilities capabilities,
      Limits limits,
      boolean readOnly,
      @Nullable NlmLocks locks) {
    this.locks = locks;
    this.client = client;
    this.root = new Nfs3Node(this, root);
    this.capabilities = capabilities;
    this.limits = limits;
    this.readOnly = readOnly;
    this.listing = new Listing(this, client, limits.dtsize());
    this.naming = new Naming(this, client, silly);
  }

  /// What one call carries at most.
  public Limits limits() {
    return limits;
  }

  /// The connections that carry this room's calls, for programs spoken over the same ones.
  public RpcClient rpc() {
    return client.rpc();
  }

  /// What this room's calls for a caller are made with.
  public OpaqueAuth credential(Caller caller) {
    return client.credential(caller);
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Nfs3Node root() {
    return root;
  }

  /// @throws ErrnoException EROFS the mount is read-only
  void mayChange() throws ErrnoException {
    if (readOnly) {
      throw Errno.EROFS.exception();
    }
  }

  /// @throws ErrnoException ESTALE a node of another room
  private Nfs3Node ours(Node node) throws ErrnoException {
    if (node instanceof Nfs3Node ours && ours.room() == this) {
      return ours;
    }
    throw Errno.ESTALE.exception();
  }

  private FileHandle3 handle(Node node) throws ErrnoException {
    return ours(node).file();
  }

  /// For calls with two nodes, which must be in one room.
  private Nfs3Node neighbour(Node node) throws ErrnoException {
    if (node instanceof Nfs3Node ours && ours.room() == this) {
      return ours;
    }
    throw Errno.EXDEV.exception();
  }

  @Override
  public Node resolve(Caller caller, byte[] handle) throws ErrnoException {
    if (handle.length == 0 || handle.length > Nfs3.NFS3_FHSIZE) {
      throw Errno.EBADF.exception();
    }
    Nfs3Node node = new Nfs3Node(this, FileHandle3.of(handle.clone()));
    getattr(caller, node);
    return node;
  }

  @Override
  public Attributes getattr(Caller caller, Node node) throws ErrnoException {
    Getattr3.Args args = new Getattr3.Args(handle(node));
    Getattr3.Res answer =
        client.call(
            caller,
            Nfs3Procedure.GETATTR,
            args::encode,
            Getattr3.Res::decode,
            Getattr3.Res::status);
    return switch (answer) {
      case Getattr3.Res.Ok ok -> Attributes3.of(ok.objAttributes());
      case Getattr3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  /// As [#getattr], but a name that only keeps an open file alive does not count.
  Attributes getattrOpen(Caller caller, Nfs3Node node) throws ErrnoException {
    return seenOpen(node, getattr(caller, node));
  }

  private Attributes seenOpen(Nfs3Node node, Attributes now) {
    return silly.isHidden(node) ? Attributes3.withNlink(now, now.nlink() - 1) : now;
  }

  @Override
  public Change setattr(
      Caller caller,
      Node node,
      SetAttributes attributes,
      @Nullable Long guardCtime,
      boolean ownerOverride)
      throws ErrnoException {
    mayChange();
    Long size = attributes.size();
    if (size != null && size < 0) {
      throw Errno.EINVAL.exception();
    }
    // The server always lets an owner set the size, as its clients have open files.
    if (size != null && !ownerOverride && access(caller, node, Access.MODIFY) == 0) {
      throw Errno.EACCES.exception();
    }
    NfsTime3 guard = guardCtime == null ? null : NfsTime3.ofNanos(guardCtime);
    var args = new Setattr3.Args(handle(node), Attributes3.sattr(attributes), guard);
    Setattr3.Res answer =
        client.call(
            caller,
            Nfs3Procedure.SETATTR,
            args::encode,
            Setattr3.Res::decode,
            Setattr3.Res::status);
    return switch (answer) {
      case Setattr3.Res.Ok ok -> Attributes3.change(ok.objWcc());
      case Setattr3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  @Override
  public int access(Caller caller, Node node, int wanted) throws ErrnoException {
    return askAccess(caller, node, wanted).access() & wanted;
  }

  private Access3.Res.Ok askAccess(Caller caller, Node node, int wanted) throws ErrnoException {
    Access3.Args args = new Access3.Args(handle(node), wanted);
    Access3.Res answer =
        client.call(
            caller, Nfs3Procedure.ACCESS, args::encode, Access3.Res::decode, Access3.Res::status);
    return switch (answer) {
      case Access3.Res.Ok ok -> ok;
      case Access3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  @Override
  public Entry lookup(Caller caller, Node directory, Name name) throws ErrnoException {
    // Above this room's root the server may have more, which is not ours.
    boolean top = name.isDotDot() && directory.equals(root);
    return naming.lookup(caller, handle(directory), top ? Name.DOT : name);
  }

  @Override
  public byte[] readlink(Caller caller, Node link) throws ErrnoException {
    Readlink3.Args args = new Readlink3.Args(handle(link));
    Readlink3.Res answer =
        client.call(
            caller,
            Nfs3Procedure.READLINK,
            args::encode,
            Readlink3.Res::decode,
            Readlink3.Res::status);
    return switch (answer) {
      case Readlink3.Res.Ok ok -> ok.data().unsafeBytes();
      case Readlink3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  @Override
  public Nfs3File open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    if (how.write()) {
      mayChange();
    }
    Nfs3File file = adopt(ours(node), how); // first, so that an unlink meanwhile leaves it a name
    try {
      file.openedWith(seenOpen(file.file(), checkOpen(caller, node, how)));
      return file;
    } catch (ErrnoException e) {
      file.close();
      throw e;
    }
  }

  private Attributes checkOpen(Caller caller, Node node, OpenHow how) throws ErrnoException {
    int change = Access.MODIFY | Access.EXTEND;
    int wanted = (how.read() ? Access.READ | Access.EXECUTE : 0) | (how.write() ? change : 0);
    Access3.Res.Ok answer = askAccess(caller, node, wanted);
    Attributes attributes = Attributes3.ofNullable(answer.objAttributes());
    if (attributes == null) {
      attributes = getattr(caller, node);
    }
    if (attributes.isDirectory()) {
      throw Errno.EISDIR.exception();
    }
    if (!attributes.isRegular()) {
      throw Errno.EINVAL.exception();
    }
    int has = answer.access();
    if (how.ownerOverride()) {
      if (attributes.uid() == client.identity(caller).uid()) {
        return attributes;
      }
      has |= (has & Access.EXECUTE) != 0 ? Access.READ : 0;
    }
    if ((how.read() && (has & Access.READ) == 0) || (how.write() && (has & change) != change)) {
      throw Errno.EACCES.exception();
    }
    return attributes;
  }

  /// An open file, without asking whether the caller may.
  Nfs3File adopt(Nfs3Node node, OpenHow how) {
    Nfs3File file = new Nfs3File(this, client, node, how);
    silly.opened(node);
    files.add(file);
    return file;
  }

  void closed(Nfs3File file) {
    if (files.remove(file)) {
      naming.removeSilly(silly.closed(file.file()));
    }
  }

  @Override
  public Created create(
      Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    mayChange();
    Created made = naming.create(caller, handle(directory), name, how);
    if (open == null) {
      return made;
    }
    Node node = made.entry().node();
    OpenFile file = made.fresh() ? adopt(ours(node), open) : open(caller, node, open);
    return new Created(made.entry(), made.directory(), file, made.fresh());
  }

  @Override
  public Created mkdir(Caller caller, Node directory, Name name, SetAttributes attributes)
      throws ErrnoException {
    mayChange();
    return naming.mkdir(caller, handle(directory), name, attributes);
  }

  @Override
  public Created symlink(
      Caller caller, Node directory, Name name, byte[] target, SetAttributes attributes)
      throws ErrnoException {
    mayChange();
    return naming.symlink(caller, handle(directory), name, target, attributes);
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
    mayChange();
    return naming.mknod(caller, handle(directory), name, type, major, minor, attributes);
  }

  @Override
  public Created link(Caller caller, Node node, Node directory, Name name) throws ErrnoException {
    mayChange();
    return naming.link(caller, ours(node), neighbour(directory).file(), name);
  }

  @Override
  public Change unlink(Caller caller, Node directory, Name name) throws ErrnoException {
    mayChange();
    return naming.unlink(caller, ours(directory), name);
  }

  @Override
  public Change rmdir(Caller caller, Node directory, Name name) throws ErrnoException {
    mayChange();
    return naming.rmdir(caller, handle(directory), name);
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
    if (how != RenameHow.REPLACE) {
      throw Errno.ENOTSUP.exception();
    }
    mayChange();
    return naming.rename(caller, ours(fromDirectory), fromName, neighbour(toDirectory), toName);
  }

  @Override
  public boolean readdir(
      Caller caller, Node directory, long cookie, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    return listing.visit(caller, handle(directory), cookie, plus, visitor);
  }

  /// Nothing to do but to see that the node is there: an NFSv3 server answers only when names and
  /// attributes are on stable storage (RFC 1813 §4.8).
  @Override
  public void fsync(Caller caller, Node node) throws ErrnoException {
    getattr(caller, node);
  }

  @Override
  public FsStat statfs(Caller caller, Node node) throws ErrnoException {
    Fsstat3.Args args = new Fsstat3.Args(handle(node));
    Fsstat3.Res answer =
        client.call(
            caller, Nfs3Procedure.FSSTAT, args::encode, Fsstat3.Res::decode, Fsstat3.Res::status);
    return switch (answer) {
      case Fsstat3.Res.Ok ok ->
          new FsStat(
              ok.tbytes(),
              ok.fbytes(),
              ok.abytes(),
              ok.tfiles(),
              ok.ffiles(),
              ok.afiles(),
              BLOCK_SIZE);
      case Fsstat3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  /// @throws ErrnoException ENOTSUP there are none
  NlmLocks locks() throws ErrnoException {
    if (locks == null) {
      throw Errno.ENOTSUP.exception();
    }
    return locks;
  }

  @Override
  public void releaseLocks(LockClient gone) {
    if (locks != null) {
      locks.release(gone);
    }
  }

  @Override
  public void close() {
    if (locks != null) {
      locks.close();
    }
    for (Nfs3File file : files) {
      file.close();
    }
    client.close();
    afterClose.getAndSet(() -> {}).run();
  }

  /// Runs this once when the room was closed.
  public Nfs3Vfs afterClose(Runnable task) {
    afterClose.set(task);
    return this;
  }

  /// Attributes that a server may have left out of its answer.
  Attributes given(Caller caller, @Nullable Attributes attributes, Node node)
      throws ErrnoException {
    return attributes == null ? getattr(caller, node) : attributes;
  }

  /// What [Lookup3] found.
  Entry entry(Caller caller, Lookup3.Res.Ok found) throws ErrnoException {
    Nfs3Node node = new Nfs3Node(this, found.object());
    return new Entry(node, given(caller, Attributes3.ofNullable(found.objAttributes()), node));
  }
}

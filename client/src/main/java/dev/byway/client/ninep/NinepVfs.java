package dev.byway.client.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.net.EventLoops;
import dev.byway.net.Limits;
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
import dev.byway.wire.ninep.Attributes9;
import dev.byway.wire.ninep.Message;
import dev.byway.wire.ninep.Names9;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.Walk9;
import dev.byway.wire.xdr.XdrString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A tree of a 9P2000.L server as a room. Any number of threads; each call is one message or a few,
/// and waits for them. What becomes of it when the connection is lost says the package.
public final class NinepVfs implements Vfs {
  static final long WANTED = Ninep.P9_GETATTR_BASIC | Ninep.P9_GETATTR_DATA_VERSION;

  /// Nodes remembered by their handles; beyond it they are forgotten, and found no more by these.
  private static final int NODES = 1 << 17;

  private final NinepUrl url;
  private final EventLoops loops;
  private final NinepNode root;
  private final ConcurrentHashMap<Long, NinepNode> nodes = new ConcurrentHashMap<>();
  private volatile Fids fids;
  private volatile boolean closed;

  private NinepVfs(NinepUrl url, EventLoops loops, NinepLink link) throws ErrnoException {
    this.url = url;
    this.loops = loops;
    fids = new Fids(link, url.aname());
    int fid = link.newFid();
    root = new NinepNode(this, fids.attach(Caller.ROOT, fid).path());
    root.type = FileType.DIRECTORY;
    link.clunkLater(fid);
    nodes.put(root.path(), root);
  }

  /// Connects and attaches.
  ///
  /// @throws ErrnoException ECONNREFUSED, ETIMEDOUT, EHOSTUNREACH; ENOENT, EACCES the tree; EPROTO
  ///     no 9P2000.L
  public static NinepVfs open(NinepUrl url) throws ErrnoException {
    return open(url, List.of(url));
  }

  /// The same, where the URL's name may go on into the tree: nobody tells which trees a server has,
  /// so it is asked for each name on the way, from the shortest on.
  ///
  /// @return the room of the first that it has: its URL's name is that tree's
  public static NinepVfs openAbove(NinepUrl url) throws ErrnoException {
    List<NinepUrl> asked = new ArrayList<>();
    String name = url.aname();
    for (int slash = name.indexOf('/', 1); slash > 0; slash = name.indexOf('/', slash + 1)) {
      asked.add(url.withAname(name.substring(0, slash)));
    }
    if (name.length() > 1) {
      asked.addFirst(url.withAname("/"));
    }
    asked.add(url);
    return open(url, asked);
  }

  private static NinepVfs open(NinepUrl url, List<NinepUrl> asked) throws ErrnoException {
    EventLoops loops = new EventLoops(1, true, "byway-9p", Limits.DEFAULT);
    ErrnoException last = Errno.ENOENT.exception();
    try {
      NinepLink link = new NinepLink(loops, url);
      for (NinepUrl each : asked) {
        try {
          return new NinepVfs(each, loops, link);
        } catch (ErrnoException e) {
          last = e;
        }
      }
    } catch (ErrnoException e) {
      last = e;
    }
    loops.close();
    throw last;
  }

  /// Which tree this is.
  public NinepUrl url() {
    return url;
  }

  static void requirePatience(Caller caller) throws ErrnoException {
    if (caller.nowait()) {
      throw Errno.EAGAIN.exception();
    }
  }

  boolean isClosed() {
    return closed;
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
        false,
        32_000,
        Name.MAX,
        Long.MAX_VALUE,
        1,
        Set.of(Feature.XATTR));
  }

  @Override
  public NinepNode root() {
    return root;
  }

  /// The fids of the connection, which is made anew if it was lost.
  Fids fids(Caller caller) throws ErrnoException {
    if (closed) {
      throw Errno.ESTALE.exception();
    }
    requirePatience(caller);
    Fids now = fids;
    if (now.link().isOpen()) {
      return now;
    }
    synchronized (this) {
      if (!fids.link().isOpen() && !closed) {
        fids = new Fids(new NinepLink(loops, url), url.aname());
      }
      return fids;
    }
  }

  /// What is asked by a fid of a node.
  @FunctionalInterface
  interface Asked {
    Message about(int fid) throws ErrnoException;
  }

  /// Asks about a node; once more by another fid where the one that was kept has been given up.
  Message ask(Caller caller, NinepNode node, Asked asked) throws ErrnoException {
    Fids now = fids(caller);
    int fid = now.of(caller, node);
    try {
      return now.link().call(asked.about(fid));
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EBADF || node == root) {
        throw e;
      }
      now.forget(caller, node, fid);
      return now.link().call(asked.about(now.of(caller, node)));
    }
  }

  /// What is asked by the fids of two nodes.
  @FunctionalInterface
  private interface AskedOfTwo {
    Message about(int fid, int other);
  }

  private void askAboutTwo(Caller caller, NinepNode one, NinepNode other, AskedOfTwo asked)
      throws ErrnoException {
    Fids now = fids(caller);
    int fid = now.of(caller, one);
    int second = now.of(caller, other);
    try {
      now.link().call(asked.about(fid, second));
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EBADF) {
        throw e;
      }
      now.forget(caller, one, fid);
      now.forget(caller, other, second);
      now.link().call(asked.about(now.of(caller, one), now.of(caller, other)));
    }
  }

  NinepNode ours(Node node) throws ErrnoException {
    if (node instanceof NinepNode ours && ours.room() == this) {
      return ours;
    }
    throw Errno.ESTALE.exception();
  }

  private NinepNode neighbour(Node node) throws ErrnoException {
    if (node instanceof NinepNode ours && ours.room() == this) {
      return ours;
    }
    throw Errno.EXDEV.exception();
  }

  private NinepNode directory(Node node) throws ErrnoException {
    NinepNode ours = ours(node);
    if (ours.type != null && ours.type != FileType.DIRECTORY) {
      throw Errno.ENOTDIR.exception();
    }
    return ours;
  }

  @Override
  public Node resolve(Caller caller, byte[] handle) throws ErrnoException {
    if (handle.length != NinepNode.HANDLE) {
      throw Errno.EBADF.exception();
    }
    NinepNode node = nodes.get(ByteBuffer.wrap(handle).getLong());
    if (node == null || !Arrays.equals(node.handle(), handle)) {
      throw Errno.ESTALE.exception();
    }
    getattr(caller, node);
    return node;
  }

  private NinepNode node(long path, @Nullable NinepNode parent, @Nullable Name name) {
    NinepNode known = nodes.get(path);
    if (known == null) {
      if (nodes.size() > NODES) {
        nodes.clear();
        nodes.put(root.path(), root);
      }
      NinepNode fresh = new NinepNode(this, path);
      NinepNode other = nodes.putIfAbsent(path, fresh);
      known = other == null ? fresh : other;
    }
    if (parent != null && name != null && known != root) {
      known.parent = parent;
      known.name = name;
    }
    return known;
  }

  @Override
  public Attributes getattr(Caller caller, Node node) throws ErrnoException {
    NinepNode ours = ours(node);
    Attributes attributes =
        Attributes9p.of(
            (Attributes9.Rgetattr) ask(caller, ours, fid -> new Attributes9.Tgetattr(fid, WANTED)));
    ours.type = attributes.type();
    return attributes;
  }

  @Override
  public Change setattr(
      Caller caller,
      Node node,
      SetAttributes attributes,
      @Nullable Long guardCtime,
      boolean ownerOverride)
      throws ErrnoException {
    NinepNode ours = ours(node);
    if (guardCtime != null && getattr(caller, ours).ctime() != guardCtime) {
      throw Errno.ECANCELED.exception();
    }
    if (!attributes.isEmpty()) {
      ask(caller, ours, fid -> Attributes9p.setattr(fid, attributes));
    }
    return Change.UNKNOWN;
  }

  /// From owner and mode: 9P has no such question.
  @Override
  public int access(Caller caller, Node node, int wanted) throws ErrnoException {
    Attributes a = getattr(caller, node);
    int rwx = a.mode() & 7;
    if (caller.uid() == 0) {
      rwx = a.isDirectory() || (a.mode() & 0111) != 0 ? 7 : 6;
    } else if (caller.uid() == a.uid()) {
      rwx = a.mode() >> 6 & 7;
    } else if (caller.inGroup(a.gid())) {
      rwx = a.mode() >> 3 & 7;
    }
    return Access.fromRwx(a.type(), rwx) & wanted;
  }

  @Override
  public Entry lookup(Caller caller, Node directory, Name name) throws ErrnoException {
    NinepNode from = directory(directory);
    if (name.isDot() || name.isDotDot() && from == root) {
      Attributes attributes = getattr(caller, from);
      if (!attributes.isDirectory()) {
        throw Errno.ENOTDIR.exception();
      }
      return new Entry(from, attributes);
    }
    Fids now = fids(caller);
    int fid = now.link().newFid();
    List<XdrString> names = List.of(XdrString.of(name.bytes()));
    var walked = (Walk9.Rwalk) ask(caller, from, at -> new Walk9.Twalk(at, fid, names));
    if (walked.wqids().size() != 1) {
      throw Errno.ENOENT.exception();
    }
    boolean up = name.isDotDot();
    NinepNode found = node(walked.wqids().getFirst().path(), up ? null : from, up ? null : name);
    if (found == root) {
      now.link().clunkLater(fid);
    } else {
      now.keep(caller, found, fid);
    }
    return new Entry(found, getattr(caller, found));
  }

  @Override
  public byte[] readlink(Caller caller, Node link) throws ErrnoException {
    NinepNode ours = ours(link);
    if (ours.type != null && ours.type != FileType.SYMLINK) {
      throw Errno.EINVAL.exception();
    }
    return ((Names9.Rreadlink) ask(caller, ours, Names9.Treadlink::new)).target().unsafeBytes();
  }

  @Override
  public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    return Making.open(this, caller, ours(node), how, 0);
  }

  @Override
  public Created create(
      Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    return Making.create(this, caller, directory(directory), name, how, open);
  }

  @Override
  public Created mkdir(Caller caller, Node directory, Name name, SetAttributes attributes)
      throws ErrnoException {
    int mode = attributes.mode() == null ? 0777 : attributes.mode();
    int gid = Making.gid(caller, attributes);
    XdrString text = XdrString.of(name.bytes());
    return made(
        caller, directory, name, attributes, fid -> new Names9.Tmkdir(fid, text, mode, gid));
  }

  @Override
  public Created symlink(
      Caller caller, Node directory, Name name, byte[] target, SetAttributes attributes)
      throws ErrnoException {
    if (target.length > 4095) {
      throw Errno.ENAMETOOLONG.exception();
    }
    int gid = Making.gid(caller, attributes);
    XdrString text = XdrString.of(name.bytes());
    XdrString to = XdrString.of(target);
    return made(
        caller,
        directory,
        name,
        new SetAttributes(
            null, attributes.uid(), null, null, attributes.atime(), attributes.mtime()),
        fid -> new Names9.Tsymlink(fid, text, to, gid));
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
    switch (type) {
      case REGULAR, DIRECTORY, SYMLINK -> throw Errno.EINVAL.exception();
      case BLOCK, CHARACTER, SOCKET, FIFO -> {}
    }
    int mode = Attributes9p.mode(type) | (attributes.mode() == null ? 0666 : attributes.mode());
    int gid = Making.gid(caller, attributes);
    XdrString text = XdrString.of(name.bytes());
    return made(
        caller,
        directory,
        name,
        attributes,
        fid -> new Names9.Tmknod(fid, text, mode, major, minor, gid));
  }

  private Created made(
      Caller caller, Node directory, Name name, SetAttributes attributes, Asked asked)
      throws ErrnoException {
    NinepNode from = directory(directory);
    ask(caller, from, asked);
    Entry entry = lookup(caller, from, name);
    return new Created(Making.rest(this, caller, entry, attributes), Change.UNKNOWN, null, true);
  }

  @Override
  public Created link(Caller caller, Node node, Node directory, Name name) throws ErrnoException {
    NinepNode ours = neighbour(node);
    NinepNode into = neighbour(directory);
    XdrString text = XdrString.of(name.bytes());
    askAboutTwo(caller, into, ours, (at, fid) -> new Names9.Tlink(at, fid, text));
    return new Created(lookup(caller, into, name), Change.UNKNOWN, null, false);
  }

  @Override
  public Change unlink(Caller caller, Node directory, Name name) throws ErrnoException {
    XdrString text = XdrString.of(name.bytes());
    NinepNode from = directory(directory);
    ask(caller, from, fid -> new Names9.Tunlinkat(fid, text, 0));
    return Change.UNKNOWN;
  }

  @Override
  public Change rmdir(Caller caller, Node directory, Name name) throws ErrnoException {
    XdrString text = XdrString.of(name.bytes());
    int flags = Ninep.P9_DOTL_AT_REMOVEDIR;
    NinepNode from = directory(directory);
    ask(caller, from, fid -> new Names9.Tunlinkat(fid, text, flags));
    return Change.UNKNOWN;
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
    NinepNode from = neighbour(fromDirectory);
    NinepNode to = neighbour(toDirectory);
    XdrString oldName = XdrString.of(fromName.bytes());
    XdrString newName = XdrString.of(toName.bytes());
    askAboutTwo(caller, from, to, (fid, into) -> new Names9.Trenameat(fid, oldName, into, newName));
    for (NinepNode each : nodes.values()) {
      Name name = each.name;
      if (each.parent == from && name != null && name.equals(fromName)) {
        each.name = toName;
        each.parent = to;
      }
    }
    return new Renamed(Change.UNKNOWN, Change.UNKNOWN);
  }

  @Override
  public boolean readdir(
      Caller caller, Node directory, long cookie, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    return Reading.readdir(this, caller, directory(directory), cookie, plus, visitor);
  }

  @Override
  public void fsync(Caller caller, Node node) throws ErrnoException {
    Making.fsync(this, caller, ours(node));
  }

  @Override
  public FsStat statfs(Caller caller, Node node) throws ErrnoException {
    var fs = (Attributes9.Rstatfs) ask(caller, ours(node), Attributes9.Tstatfs::new);
    long block = Integer.toUnsignedLong(fs.bsize());
    return new FsStat(
        fs.blocks() * block,
        fs.bfree() * block,
        fs.bavail() * block,
        fs.files(),
        fs.ffree(),
        fs.ffree(),
        fs.bsize());
  }

  @Override
  public byte[] getxattr(Caller caller, Node node, XattrName name) throws ErrnoException {
    NinepNode ours = ours(node);
    requireOffered(name);
    return Reading.xattr(this, caller, ours, XdrString.of(name.unsafeBytes()));
  }

  @Override
  public List<XattrName> listxattr(Caller caller, Node node) throws ErrnoException {
    return Reading.xattrs(this, caller, ours(node));
  }

  @Override
  public Change setxattr(Caller caller, Node node, XattrName name, byte[] value, XattrHow how)
      throws ErrnoException {
    requireOffered(name);
    if (value.length > XATTR_MAX) {
      throw Errno.ERANGE.exception();
    }
    if (how == XattrHow.REPLACE && value.length == 0) {
      getxattr(caller, node, name); // the server takes it for a removal
      return Making.setxattr(this, caller, ours(node), name, value, 0);
    }
    return Making.setxattr(this, caller, ours(node), name, value, how.ordinal());
  }

  private static void requireOffered(XattrName name) throws ErrnoException {
    if (!name.isUser() && !name.isAcl()) {
      throw Errno.ENOTSUP.exception();
    }
  }

  @Override
  public Change removexattr(Caller caller, Node node, XattrName name) throws ErrnoException {
    return Making.setxattr(this, caller, ours(node), name, new byte[0], XattrHow.REPLACE.ordinal());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      fids.link().close();
      loops.close();
    }
  }
}

package dev.byway.server.export;

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
import dev.byway.vfs.FsStat;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.RenameHow;
import dev.byway.vfs.Renamed;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The directories above the exports, NFSv4's pseudo file system (RFC 8881 §7.3): made of nothing
/// but the exports' names. Nothing can be changed. Handles are hashes of paths, so they outlive the
/// server. Everything is in memory.
final class PseudoVfs implements Vfs {
  private static final Capabilities CAPABILITIES =
      new Capabilities(
          false, false, false, false, true, true, true, true, false, true, 1, Name.MAX, 0, 1,
          Set.of());
  private static final int MODE = 0555;

  private final Map<Long, Directory> byId = new HashMap<>();
  private final Directory root;
  private final long made;

  /// @param id hash of the path
  /// @param above null: the root
  private record Directory(long id, @Nullable Directory above, Map<String, Directory> children)
      implements Node {
    Directory parent() {
      return above == null ? this : above;
    }

    @Override
    public byte[] handle() {
      return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    @Override
    public boolean equals(Object object) {
      return object instanceof Directory that && id == that.id;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(id);
    }
  }

  /// @param names of the exports, none of them `/`
  /// @param made when they came to be as they are, in nanoseconds since 1970
  PseudoVfs(Collection<String> names, long made) {
    this.made = made;
    this.root = directory(null, "/");
    for (String name : names) {
      Directory at = root;
      String path = "";
      for (String part : name.substring(1).split("/")) {
        path = path + "/" + part;
        Directory parent = at;
        String here = path;
        at = at.children.computeIfAbsent(part, unused -> directory(parent, here));
      }
    }
  }

  private Directory directory(@Nullable Directory parent, String path) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b & 0xff) * 0x100000001b3L;
    }
    while (hash == 0 || byId.containsKey(hash)) {
      hash++;
    }
    Directory directory = new Directory(hash, parent, new TreeMap<>());
    byId.put(hash, directory);
    return directory;
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Node resolve(Caller caller, byte[] handle) throws ErrnoException {
    if (handle.length != Long.BYTES) {
      throw Errno.EBADF.exception();
    }
    Directory known = byId.get(ByteBuffer.wrap(handle).getLong());
    if (known == null) {
      throw Errno.ESTALE.exception();
    }
    return known;
  }

  private Directory known(Node node) throws ErrnoException {
    Directory known = node instanceof Directory directory ? byId.get(directory.id) : null;
    if (known == null) {
      throw Errno.ESTALE.exception();
    }
    return known;
  }

  @Override
  public Attributes getattr(Caller caller, Node node) throws ErrnoException {
    Directory directory = known(node);
    return new Attributes(
        FileType.DIRECTORY,
        MODE,
        2 + directory.children.size(),
        0,
        0,
        4096,
        0,
        0,
        0,
        0,
        directory.id,
        made,
        made,
        made,
        made);
  }

  @Override
  public int access(Caller caller, Node node, int wanted) {
    return wanted & (Access.READ | Access.LOOKUP);
  }

  @Override
  public Entry lookup(Caller caller, Node node, Name name) throws ErrnoException {
    Directory directory = known(node);
    Directory found =
        name.isDot()
            ? directory
            : name.isDotDot() ? directory.parent() : directory.children.get(name.toString());
    if (found == null) {
      throw Errno.ENOENT.exception();
    }
    return new Entry(found, getattr(caller, found));
  }

  @Override
  public boolean readdir(
      Caller caller, Node node, long cookie, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    Directory directory = known(node);
    List<Map.Entry<String, Directory>> children = List.copyOf(directory.children.entrySet());
    if (cookie < 0 || cookie > children.size() + 2) {
      throw Errno.EINVAL.exception();
    }
    for (int i = (int) cookie; i < children.size() + 2; i++) {
      Name name = i == 0 ? Name.DOT : i == 1 ? Name.DOT_DOT : Name.of(children.get(i - 2).getKey());
      Directory entry =
          i == 0 ? directory : i == 1 ? directory.parent() : children.get(i - 2).getValue();
      boolean told = plus && i != 1;
      Entry found = told ? new Entry(entry, getattr(caller, entry)) : null;
      if (!visitor.visit(name, entry.id, i + 1, found)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public FsStat statfs(Caller caller, Node node) {
    return new FsStat(0, 0, 0, byId.size(), 0, 0, 4096);
  }

  @Override
  public void fsync(Caller caller, Node node) {}

  @Override
  public byte[] readlink(Caller caller, Node link) throws ErrnoException {
    throw Errno.EINVAL.exception();
  }

  @Override
  public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    throw Errno.EISDIR.exception();
  }

  @Override
  public Change setattr(
      Caller caller,
      Node node,
      SetAttributes attributes,
      @Nullable Long guardCtime,
      boolean ownerOverride)
      throws ErrnoException {
    throw Errno.EROFS.exception();
  }

  @Override
  public Created create(
      Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    throw Errno.EROFS.exception();
  }

  @Override
  public Created mkdir(Caller caller, Node directory, Name name, SetAttributes attributes)
      throws ErrnoException {
    throw Errno.EROFS.exception();
  }

  @Override
  public Created symlink(
      Caller caller, Node directory, Name name, byte[] target, SetAttributes attributes)
      throws ErrnoException {
    throw Errno.EROFS.exception();
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
    throw Errno.EROFS.exception();
  }

  @Override
  public Created link(Caller caller, Node node, Node directory, Name name) throws ErrnoException {
    throw Errno.EROFS.exception();
  }

  @Override
  public Change unlink(Caller caller, Node directory, Name name) throws ErrnoException {
    throw Errno.EROFS.exception();
  }

  @Override
  public Change rmdir(Caller caller, Node directory, Name name) throws ErrnoException {
    throw Errno.EROFS.exception();
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
    throw Errno.EROFS.exception();
  }

  @Override
  public void close() {}
}

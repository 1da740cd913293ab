package dev.byway.vfs;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.lock.LockClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands every call to another room: the base of decorators. Nodes and open files are the other
/// room's own.
public abstract class ForwardingVfs implements Vfs {
  private final Vfs next;

  /// @param next closed with this room
  protected ForwardingVfs(Vfs next) {
    this.next = next;
  }

  protected final Vfs next() {
    return next;
  }

  @Override
  public Capabilities capabilities() {
    return next.capabilities();
  }

  @Override
  public Node root() {
    return next.root();
  }

  @Override
  public Node resolve(Caller caller, byte[] handle) throws ErrnoException {
    return next.resolve(caller, handle);
  }

  @Override
  public Attributes getattr(Caller caller, Node node) throws ErrnoException {
    return next.getattr(caller, node);
  }

  @Override
  public Change setattr(
      Caller caller,
      Node node,
      SetAttributes attributes,
      @Nullable Long guardCtime,
      boolean ownerOverride)
      throws ErrnoException {
    return next.setattr(caller, node, attributes, guardCtime, ownerOverride);
  }

  @Override
  public long holdNanos(Node node) {
    return next.holdNanos(node);
  }

  @Override
  public int access(Caller caller, Node node, int wanted) throws ErrnoException {
    return next.access(caller, node, wanted);
  }

  @Override
  public Entry lookup(Caller caller, Node directory, Name name) throws ErrnoException {
    return next.lookup(caller, directory, name);
  }

  @Override
  public byte[] readlink(Caller caller, Node link) throws ErrnoException {
    return next.readlink(caller, link);
  }

  @Override
  public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    return next.open(caller, node, how);
  }

  @Override
  public Created create(
      Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    return next.create(caller, directory, name, how, open);
  }

  @Override
  public OpenFile tmpfile(Caller caller, Node directory, SetAttributes attributes, OpenHow open)
      throws ErrnoException {
    return next.tmpfile(caller, directory, attributes, open);
  }

  @Override
  public Created mkdir(Caller caller, Node directory, Name name, SetAttributes attributes)
      throws ErrnoException {
    return next.mkdir(caller, directory, name, attributes);
  }

  @Override
  public Created symlink(
      Caller caller, Node directory, Name name, byte[] target, SetAttributes attributes)
      throws ErrnoException {
    return next.symlink(caller, directory, name, target, attributes);
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
    return next.mknod(caller, directory, name, type, major, minor, attributes);
  }

  @Override
  public Created link(Caller caller, Node node, Node directory, Name name) throws ErrnoException {
    return next.link(caller, node, directory, name);
  }

  @Override
  public Change unlink(Caller caller, Node directory, Name name) throws ErrnoException {
    return next.unlink(caller, directory, name);
  }

  @Override
  public Change rmdir(Caller caller, Node directory, Name name) throws ErrnoException {
    return next.rmdir(caller, directory, name);
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
    return next.rename(caller, fromDirectory, fromName, toDirectory, toName, how);
  }

  @Override
  public boolean readdir(
      Caller caller, Node directory, long cookie, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    return next.readdir(caller, directory, cookie, plus, visitor);
  }

  @Override
  public void fsync(Caller caller, Node node) throws ErrnoException {
    next.fsync(caller, node);
  }

  @Override
  public FsStat statfs(Caller caller, Node node) throws ErrnoException {
    return next.statfs(caller, node);
  }

  @Override
  public byte[] getxattr(Caller caller, Node node, XattrName name) throws ErrnoException {
    return next.getxattr(caller, node, name);
  }

  @Override
  public Change setxattr(Caller caller, Node node, XattrName name, byte[] value, XattrHow how)
      throws ErrnoException {
    return next.setxattr(caller, node, name, value, how);
  }

  @Override
  public List<XattrName> listxattr(Caller caller, Node node) throws ErrnoException {
    return next.listxattr(caller, node);
  }

  @Override
  public Change removexattr(Caller caller, Node node, XattrName name) throws ErrnoException {
    return next.removexattr(caller, node, name);
  }

  @Override
  public LentFile lend(Caller caller, Node node, OpenHow how) throws ErrnoException {
    return next.lend(caller, node, how);
  }

  @Override
  public void releaseLocks(LockClient client) {
    next.releaseLocks(client);
  }

  @Override
  public void observe(@Nullable Observer observer) {
    next.observe(observer);
  }

  @Override
  public void close() {
    next.close();
  }
}

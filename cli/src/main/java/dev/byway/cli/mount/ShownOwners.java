package dev.byway.cli.mount;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.DirectoryVisitor;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.ForwardingOpenFile;
import dev.byway.vfs.ForwardingVfs;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A room whose files all look as if they were of one user or group, or without some bits of their
/// modes, as a mount of FAT does. Who calls stays the same, and so what they may do in the room.
public final class ShownOwners extends ForwardingVfs {
  private final @Nullable Integer uid;
  private final @Nullable Integer gid;
  private final int umask;

  /// @param uid null: as it is
  /// @param gid null: as it is
  /// @param umask bits that are taken from all modes
  public ShownOwners(Vfs next, @Nullable Integer uid, @Nullable Integer gid, int umask) {
    super(next);
    this.uid = uid;
    this.gid = gid;
    this.umask = umask;
  }

  private Attributes shown(Attributes real) {
    return new Attributes(
        real.type(),
        real.type() == FileType.SYMLINK ? real.mode() : real.mode() & ~umask,
        real.nlink(),
        uid == null ? real.uid() : uid,
        gid == null ? real.gid() : gid,
        real.size(),
        real.used(),
        real.rdevMajor(),
        real.rdevMinor(),
        real.fsid(),
        real.fileid(),
        real.atime(),
        real.mtime(),
        real.ctime(),
        real.change());
  }

  private Entry shown(Entry real) {
    return new Entry(real.node(), shown(real.attributes()));
  }

  private Change shown(Change real) {
    Attributes before = real.before();
    Attributes after = real.after();
    return new Change(
        before == null ? null : shown(before), after == null ? null : shown(after), real.atomic());
  }

  private Created shown(Created real) {
    OpenFile file = real.file();
    return new Created(
        shown(real.entry()),
        shown(real.directory()),
        file == null ? null : new ShownFile(file),
        real.fresh());
  }

  /// To set what is shown anyway changes nothing.
  private SetAttributes real(SetAttributes wanted) {
    boolean sameUid = uid != null && uid.equals(wanted.uid());
    boolean sameGid = gid != null && gid.equals(wanted.gid());
    return new SetAttributes(
        wanted.mode(),
        sameUid ? null : wanted.uid(),
        sameGid ? null : wanted.gid(),
        wanted.size(),
        wanted.atime(),
        wanted.mtime());
  }

  @Override
  public Attributes getattr(Caller caller, Node node) throws ErrnoException {
    return shown(next().getattr(caller, node));
  }

  @Override
  public Change setattr(
      Caller caller,
      Node node,
      SetAttributes attributes,
      @Nullable Long guardCtime,
      boolean ownerOverride)
      throws ErrnoException {
    return shown(next().setattr(caller, node, real(attributes), guardCtime, ownerOverride));
  }

  @Override
  public Entry lookup(Caller caller, Node directory, Name name) throws ErrnoException {
    return shown(next().lookup(caller, directory, name));
  }

  @Override
  public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    return new ShownFile(next().open(caller, node, how));
  }

  @Override
  public Created create(
      Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    return shown(next().create(caller, directory, name, how, open));
  }

  @Override
  public OpenFile tmpfile(Caller caller, Node directory, SetAttributes attributes, OpenHow open)
      throws ErrnoException {
    return new ShownFile(next().tmpfile(caller, directory, real(attributes), open));
  }

  @Override
  public Created mkdir(Caller caller, Node directory, Name name, SetAttributes attributes)
      throws ErrnoException {
    return shown(next().mkdir(caller, directory, name, real(attributes)));
  }

  @Override
  public Created symlink(
      Caller caller, Node directory, Name name, byte[] target, SetAttributes attributes)
      throws ErrnoException {
    return shown(next().symlink(caller, directory, name, target, real(attributes)));
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
    return shown(next().mknod(caller, directory, name, type, major, minor, real(attributes)));
  }

  @Override
  public Created link(Caller caller, Node node, Node directory, Name name) throws ErrnoException {
    return shown(next().link(caller, node, directory, name));
  }

  @Override
  public Change unlink(Caller caller, Node directory, Name name) throws ErrnoException {
    return shown(next().unlink(caller, directory, name));
  }

  @Override
  public Change rmdir(Caller caller, Node directory, Name name) throws ErrnoException {
    return shown(next().rmdir(caller, directory, name));
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
    Renamed real = next().rename(caller, fromDirectory, fromName, toDirectory, toName, how);
    return new Renamed(shown(real.from()), shown(real.to()));
  }

  @Override
  public boolean readdir(
      Caller caller, Node directory, long cookie, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    return next()
        .readdir(
            caller,
            directory,
            cookie,
            plus,
            (name, fileid, at, entry) ->
                visitor.visit(name, fileid, at, entry == null ? null : shown(entry)));
  }

  /// Access lists name users and groups that are not those shown.
  private static void needNoAcl(XattrName name) throws ErrnoException {
    if (name.isAcl()) {
      throw Errno.ENOTSUP.exception();
    }
  }

  @Override
  public byte[] getxattr(Caller caller, Node node, XattrName name) throws ErrnoException {
    needNoAcl(name);
    return next().getxattr(caller, node, name);
  }

  @Override
  public Change setxattr(Caller caller, Node node, XattrName name, byte[] value, XattrHow how)
      throws ErrnoException {
    needNoAcl(name);
    return shown(next().setxattr(caller, node, name, value, how));
  }

  @Override
  public List<XattrName> listxattr(Caller caller, Node node) throws ErrnoException {
    List<XattrName> names = new ArrayList<>(next().listxattr(caller, node));
    names.removeIf(XattrName::isAcl);
    return names;
  }

  @Override
  public Change removexattr(Caller caller, Node node, XattrName name) throws ErrnoException {
    needNoAcl(name);
    return shown(next().removexattr(caller, node, name));
  }

  private final class ShownFile extends ForwardingOpenFile {
    @Override
    public @Nullable Attributes attributesAtOpen() {
      Attributes real = super.attributesAtOpen();
      return real == null ? null : shown(real);
    }

    ShownFile(OpenFile next) {
      super(next);
    }

    @Override
    public Attributes getattr(Caller caller) throws ErrnoException {
      return shown(next().getattr(caller));
    }

    @Override
    public Change setattr(Caller caller, SetAttributes attributes) throws ErrnoException {
      return shown(next().setattr(caller, real(attributes)));
    }
  }
}

package dev.byway.vfs;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.lock.LockClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file system: one tree of nodes under one root. See the package for the rules that hold for
/// every call; errors named here are those a caller should tell apart, others may come.
///
/// In all calls that take a directory: ENOTDIR when it is none, ESTALE when the node is gone,
/// EACCES when the caller may not. In all that change something: EROFS, ENOSPC, EDQUOT, EIO. In all
/// that make or remove a name: EINVAL for `.` and `..` unless said otherwise, and the caller needs
/// write and search permission on the directory; in a directory with the sticky bit, removing or
/// renaming somebody else's entry is EPERM. A name that is there already is EEXIST even where the
/// caller may not write.
///
/// A new node belongs to the caller; its group is the caller's, or the directory's where that has
/// the set-gid bit (which a new directory inherits). The attributes given for it are set in the
/// same step, with the rights that [#setattr] asks for. There is no umask; without a mode the room
/// chooses one.
///
/// A node of another room is ESTALE, or EXDEV where two nodes are joined (link, rename).
public interface Vfs extends AutoCloseable {
  Capabilities capabilities();

  Node root();

  /// Finds a node by its [Node#handle].
  ///
  /// @throws ErrnoException EBADF when these bytes were never a handle of this room; ESTALE when
  ///     the node is gone
  Node resolve(Caller caller, byte[] handle) throws ErrnoException;

  /// @throws ErrnoException ESTALE
  Attributes getattr(Caller caller, Node node) throws ErrnoException;

  /// Sets all given attributes or none; none given changes nothing, not even ctime. Only the owner
  /// (and the superuser) may set mode and given times: EPERM. Owner and group follow
  /// [Capabilities#chownRestricted]: the superuser sets both, the owner may set a group that they
  /// are in: EPERM. Size needs write permission, "now" that or ownership: EACCES. Setting owner or
  /// group of what is not a directory drops set-id bits as chown(2) does (a mode in the same call
  /// is set after that), setting the size drops them as truncate(2) does unless the superuser asks.
  ///
  /// @param guardCtime when not null: ECANCELED unless it is the node's ctime at that moment
  ///     (`sattrguard3`)
  /// @param ownerOverride the owner may set the size whatever the mode says, see [OpenHow]
  /// @throws ErrnoException EPERM; EACCES; EISDIR, EINVAL size of what is not a regular file;
  ///     EFBIG; ECANCELED
  Change setattr(
      Caller caller,
      Node node,
      SetAttributes attributes,
      @Nullable Long guardCtime,
      boolean ownerOverride)
      throws ErrnoException;

  /// For how long a room that remembers what it was told goes on telling it without asking: a
  /// node's attributes, and the names in a directory.
  ///
  /// @return nanoseconds from now; 0: the next call asks; negative, the default: this room does not
  ///     remember, or cannot say
  default long holdNanos(Node node) {
    return -1;
  }

  /// @param wanted bits of [Access]
  /// @return those of them that the caller has
  int access(Caller caller, Node node, int wanted) throws ErrnoException;

  /// Finds a name. `.` is the directory, `..` its parent (of the root: the root). Symbolic links
  /// are not followed.
  ///
  /// @throws ErrnoException ENOENT
  Entry lookup(Caller caller, Node directory, Name name) throws ErrnoException;

  /// @return the target's bytes, 1 to 4095 of them
  /// @throws ErrnoException EINVAL not a symbolic link
  byte[] readlink(Caller caller, Node link) throws ErrnoException;

  /// @throws ErrnoException EISDIR for a directory; EINVAL for a symbolic link, a device, a FIFO or
  ///     a socket (these belong to the machine where they are used, and are never opened for a
  ///     client); EACCES
  OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException;

  /// Makes a regular file.
  ///
  /// @param open open it too, in one step with the making: so it works even if the mode forbids it,
  ///     also for a repeated exclusive create. A file that was there before is opened as by
  ///     [#open]; its [OpenHow#ownerOverride] also counts for an unchecked create that sets the
  ///     size.
  /// @throws ErrnoException EEXIST; EISDIR when `how` is unchecked and a directory is there
  Created create(Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException;

  /// Makes a regular file without a name, where the directory is, as O_TMPFILE of open(2). It is
  /// gone when its last open file is closed, unless [#link] has given it a name by then.
  ///
  /// @param open for writing at least: EINVAL
  /// @return the file, open whatever its mode says
  /// @throws ErrnoException ENOTSUP (the default)
  default OpenFile tmpfile(Caller caller, Node directory, SetAttributes attributes, OpenHow open)
      throws ErrnoException {
    throw Errno.ENOTSUP.exception();
  }

  /// @throws ErrnoException EEXIST, also for `.` and `..`
  Created mkdir(Caller caller, Node directory, Name name, SetAttributes attributes)
      throws ErrnoException;

  /// @param target 1 to 4095 bytes without NUL, not looked at
  /// @throws ErrnoException EEXIST; EINVAL, ENAMETOOLONG target
  Created symlink(Caller caller, Node directory, Name name, byte[] target, SetAttributes attributes)
      throws ErrnoException;

  /// @param type BLOCK, CHARACTER, SOCKET or FIFO, else EINVAL
  /// @param major of a device
  /// @param minor of a device
  /// @throws ErrnoException EEXIST; EPERM a device by someone who is not the superuser
  Created mknod(
      Caller caller,
      Node directory,
      Name name,
      FileType type,
      int major,
      int minor,
      SetAttributes attributes)
      throws ErrnoException;

  /// Gives a node that is not a directory another name, or a file of [#tmpfile] its first.
  ///
  /// @throws ErrnoException EEXIST; EPERM a directory; EMLINK; EXDEV
  Created link(Caller caller, Node node, Node directory, Name name) throws ErrnoException;

  /// Removes a name of what is not a directory. The node lives until its last name and last open
  /// file are gone.
  ///
  /// @throws ErrnoException ENOENT; EISDIR
  Change unlink(Caller caller, Node directory, Name name) throws ErrnoException;

  /// @throws ErrnoException ENOENT; ENOTDIR; ENOTEMPTY; EINVAL `.`; ENOTEMPTY `..`
  Change rmdir(Caller caller, Node directory, Name name) throws ErrnoException;

  /// Moves a name, atomically replacing what has the new one. Two names of one file: nothing
  /// happens.
  ///
  /// @throws ErrnoException ENOENT; EISDIR a file over a directory; ENOTDIR a directory over a
  ///     file; ENOTEMPTY or EEXIST over a directory with entries; EINVAL into itself; EXDEV
  default Renamed rename(
      Caller caller, Node fromDirectory, Name fromName, Node toDirectory, Name toName)
      throws ErrnoException {
    return rename(caller, fromDirectory, fromName, toDirectory, toName, RenameHow.REPLACE);
  }

  /// Moves a name as [#rename(Caller, Node, Name, Node, Name)], or exchanges two, in one step. To
  /// exchange needs the rights to remove both names.
  ///
  /// @throws ErrnoException as there; EEXIST NO_REPLACE, and the new name is there; ENOENT
  ///     EXCHANGE, and it is not; EINVAL EXCHANGE of a directory with something below it; ENOTSUP
  ///     another than REPLACE, in a room without [Capabilities.Feature#RENAME_HOW]
  Renamed rename(
      Caller caller,
      Node fromDirectory,
      Name fromName,
      Node toDirectory,
      Name toName,
      RenameHow how)
      throws ErrnoException;

  /// Visits the entries of a directory in an order of the room's own, `.` and `..` first where the
  /// listing starts at the beginning. Entries that stay for the whole listing are visited exactly
  /// once, those that come or go meanwhile at most once, also when the listing is done in several
  /// calls. A name that a rename gives to another node has stayed; one that was removed and made
  /// again is another entry. Needs read permission on the directory. The visitor may call the room.
  ///
  /// @param cookie where to start: 0, or one that a visit got
  /// @param plus whether the visits want [Entry]
  /// @return true when the end was reached, false when the visitor ended it
  /// @throws ErrnoException EINVAL a cookie that cannot be
  boolean readdir(
      Caller caller, Node directory, long cookie, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException;

  /// Puts what was changed of this node itself (attributes; of a directory, its entries) on stable
  /// storage, as fsync(2).
  void fsync(Caller caller, Node node) throws ErrnoException;

  FsStat statfs(Caller caller, Node node) throws ErrnoException;

  /// Most bytes of an extended attribute's value, as on Linux; a room may have space for less.
  int XATTR_MAX = 65_536;

  /// The value of an extended attribute (xattr(7)). All rooms that have them offer the namespace
  /// `user.`, of regular files and directories, with the rights to the file's data; those with
  /// POSIX access lists may offer these too, in the kernel's form. Names of other namespaces,
  /// which say what the machine itself is to trust, are ENOTSUP, and never listed.
  ///
  /// @return up to [#XATTR_MAX] bytes, the caller's
  /// @throws ErrnoException ENODATA there is none, also of nodes that can have none; EACCES;
  ///     ENOTSUP (the default)
  default byte[] getxattr(Caller caller, Node node, XattrName name) throws ErrnoException {
    throw Errno.ENOTSUP.exception();
  }

  /// Sets the value of an extended attribute. A change of attributes: ctime shows it, mtime does
  /// not.
  ///
  /// @param value up to [#XATTR_MAX] bytes, perhaps none; not kept
  /// @throws ErrnoException EEXIST, ENODATA see [XattrHow]; ERANGE a longer value; ENOSPC, EDQUOT
  ///     also for one that the room has no space for; EACCES; EPERM a node that can have none, or
  ///     a sticky directory of somebody else's; ENOTSUP (the default)
  default Change setxattr(Caller caller, Node node, XattrName name, byte[] value, XattrHow how)
      throws ErrnoException {
    throw Errno.ENOTSUP.exception();
  }

  /// The names of all extended attributes that [#getxattr] may give, in an order of the room's
  /// own. Whoever has the node may ask.
  ///
  /// @return together, with a byte more each, up to [#XATTR_MAX] bytes
  /// @throws ErrnoException ENOTSUP (the default)
  default List<XattrName> listxattr(Caller caller, Node node) throws ErrnoException {
    throw Errno.ENOTSUP.exception();
  }

  /// Removes an extended attribute, with the rights that [#setxattr] asks for.
  ///
  /// @throws ErrnoException ENODATA; EACCES; EPERM; ENOTSUP (the default)
  default Change removexattr(Caller caller, Node node, XattrName name) throws ErrnoException {
    throw Errno.ENOTSUP.exception();
  }

  /// Opens a regular file for a neighbour process, see [LentFile]. Permission is decided exactly as
  /// by [#open].
  ///
  /// @throws ErrnoException ENOTSUP (the default) when this room, or this file, cannot be lent
  default LentFile lend(Caller caller, Node node, OpenHow how) throws ErrnoException {
    throw Errno.ENOTSUP.exception();
  }

  /// Gives up all locks of a client that is gone, and ends its waits (ECANCELED). A client without
  /// locks changes nothing.
  default void releaseLocks(LockClient client) {}

  /// Asks to be told what others change, instead of who asked before. A room that cannot know says
  /// nothing (the default).
  ///
  /// @param observer null: nobody is to be told
  default void observe(@Nullable Observer observer) {}

  /// Ends the room: open files are closed, later calls throw an ErrnoException, save
  /// [#capabilities] and [#root]. Idempotent.
  @Override
  void close();
}

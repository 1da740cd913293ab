package dev.byway.client.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.Renamed;
import dev.byway.vfs.SetAttributes;
import dev.byway.wire.nfs3.Create3;
import dev.byway.wire.nfs3.Createhow3;
import dev.byway.wire.nfs3.Diropargs3;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Ftype3;
import dev.byway.wire.nfs3.Link3;
import dev.byway.wire.nfs3.Lookup3;
import dev.byway.wire.nfs3.Mkdir3;
import dev.byway.wire.nfs3.Mknod3;
import dev.byway.wire.nfs3.Mknoddata3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.Remove3;
import dev.byway.wire.nfs3.Rename3;
import dev.byway.wire.nfs3.Rmdir3;
import dev.byway.wire.nfs3.Sattr3;
import dev.byway.wire.nfs3.Symlink3;
import dev.byway.wire.nfs3.WccData;
import dev.byway.wire.xdr.XdrString;
import org.jspecify.annotations.Nullable;

/// The procedures that find, make, move and remove names.
final class Naming {
  /// PATH_MAX of Linux without its NUL.
  private static final int TARGET_MAX = 4095;

  private final Nfs3Vfs vfs;
  private final Nfs3Client client;
  private final SillyNames silly;

  Naming(Nfs3Vfs vfs, Nfs3Client client, SillyNames silly) {
    this.vfs = vfs;
    this.client = client;
    this.silly = silly;
  }

  private static Diropargs3 at(FileHandle3 directory, Name name) {
    return new Diropargs3(directory, XdrString.of(name.unsafeBytes()));
  }

  Entry lookup(Caller caller, FileHandle3 directory, Name name) throws ErrnoException {
    Lookup3.Args args = new Lookup3.Args(at(directory, name));
    Lookup3.Res answer =
        client.call(
            caller, Nfs3Procedure.LOOKUP, args::encode, Lookup3.Res::decode, Lookup3.Res::status);
    return switch (answer) {
      case Lookup3.Res.Ok ok -> vfs.entry(caller, ok);
      case Lookup3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  /// A server need not say whether an unchecked create found a file. So it is tried as if there
  /// must be none first.
  Created create(Caller caller, FileHandle3 directory, Name name, CreateHow how)
      throws ErrnoException {
    return switch (how) {
      case CreateHow.Guarded guarded ->
          create(caller, directory, name, guarded(guarded.attributes()), true);
      case CreateHow.Exclusive exclusive ->
          create(caller, directory, name, new Createhow3.Exclusive(exclusive.verifier()), true);
      case CreateHow.Unchecked unchecked -> {
        try {
          yield create(caller, directory, name, guarded(unchecked.attributes()), true);
        } catch (ErrnoException e) {
          if (e.errno() != Errno.EEXIST) {
            throw e;
          }
          Sattr3 attributes = Attributes3.sattr(unchecked.attributes());
          yield create(caller, directory, name, new Createhow3.Unchecked(attributes), false);
        }
      }
    };
  }

  private static Createhow3 guarded(SetAttributes attributes) {
    return new Createhow3.Guarded(Attributes3.sattr(attributes));
  }

  private Created create(
      Caller caller, FileHandle3 directory, Name name, Createhow3 how, boolean fresh)
      throws ErrnoException {
    Create3.Args args = new Create3.Args(at(directory, name), how);
    Create3.Res answer =
        client.call(
            caller, Nfs3Procedure.CREATE, args::encode, Create3.Res::decode, Create3.Res::status);
    return switch (answer) {
      case Create3.Res.Ok ok ->
          made(caller, directory, name, ok.obj(), ok.objAttributes(), ok.dirWcc(), fresh);
      case Create3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  /// A server may leave out handle and attributes of what it made.
  private Created made(
      Caller caller,
      FileHandle3 directory,
      Name name,
      @Nullable FileHandle3 handle,
      @Nullable Fattr3 attributes,
      WccData wcc,
      boolean fresh)
      throws ErrnoException {
    Entry entry;
    if (handle == null) {
      entry = lookup(caller, directory, name);
    } else {
      Nfs3Node node = new Nfs3Node(vfs, handle);
      entry = new Entry(node, vfs.given(caller, Attributes3.ofNullable(attributes), node));
    }
    return new Created(entry, Attributes3.change(wcc), null, fresh);
  }

  Created mkdir(Caller caller, FileHandle3 directory, Name name, SetAttributes attributes)
      throws ErrnoException {
    var args = new Mkdir3.Args(at(directory, name), Attributes3.sattr(attributes));
    Mkdir3.Res answer =
        client.call(
            caller, Nfs3Procedure.MKDIR, args::encode, Mkdir3.Res::decode, Mkdir3.Res::status);
    return switch (answer) {
      case Mkdir3.Res.Ok ok ->
          made(caller, directory, name, ok.obj(), ok.objAttributes(), ok.dirWcc(), true);
      case Mkdir3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  Created symlink(
      Caller caller, FileHandle3 directory, Name name, byte[] target, SetAttributes attributes)
      throws ErrnoException {
    if (target.length > TARGET_MAX) {
      throw Errno.ENAMETOOLONG.exception();
    }
    var args =
        new Symlink3.Args(at(directory, name), Attributes3.sattr(attributes), XdrString.of(target));
    Symlink3.Res answer =
        client.call(
            caller,
            Nfs3Procedure.SYMLINK,
            args::encode,
            Symlink3.Res::decode,
            Symlink3.Res::status);
    return switch (answer) {
      case Symlink3.Res.Ok ok ->
          made(caller, directory, name, ok.obj(), ok.objAttributes(), ok.dirWcc(), true);
      case Symlink3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  Created mknod(
      Caller caller,
      FileHandle3 directory,
      Name name,
      FileType type,
      int major,
      int minor,
      SetAttributes attributes)
      throws ErrnoException {
    Sattr3 set = Attributes3.sattr(attributes);
    Mknoddata3 what =
        switch (type) {
          case BLOCK -> new Mknoddata3.Device(Ftype3.NF3BLK, set, major, minor);
          case CHARACTER -> new Mknoddata3.Device(Ftype3.NF3CHR, set, major, minor);
          case SOCKET -> new Mknoddata3.Pipe(Ftype3.NF3SOCK, set);
          case FIFO -> new Mknoddata3.Pipe(Ftype3.NF3FIFO, set);
          case REGULAR, DIRECTORY, SYMLINK -> throw Errno.EINVAL.exception();
        };
    Mknod3.Args args = new Mknod3.Args(at(directory, name), what);
    Mknod3.Res answer =
        client.call(
            caller, Nfs3Procedure.MKNOD, args::encode, Mknod3.Res::decode, Mknod3.Res::status);
    return switch (answer) {
      case Mknod3.Res.Ok ok ->
          made(caller, directory, name, ok.obj(), ok.objAttributes(), ok.dirWcc(), true);
      case Mknod3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  Created link(Caller caller, Nfs3Node node, FileHandle3 directory, Name name)
      throws ErrnoException {
    Link3.Args args = new Link3.Args(node.file(), at(directory, name));
    Link3.Res answer =
        client.call(caller, Nfs3Procedure.LINK, args::encode, Link3.Res::decode, Link3.Res::status);
    return switch (answer) {
      case Link3.Res.Ok ok -> {
        Attributes now = Attributes3.ofNullable(ok.fileAttributes());
        Entry entry = new Entry(node, vfs.given(caller, now, node));
        yield new Created(entry, Attributes3.change(ok.linkdirWcc()), null, false);
      }
      case Link3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  Change rmdir(Caller caller, FileHandle3 directory, Name name) throws ErrnoException {
    Rmdir3.Args args = new Rmdir3.Args(at(directory, name));
    Rmdir3.Res answer =
        client.call(
            caller, Nfs3Procedure.RMDIR, args::encode, Rmdir3.Res::decode, Rmdir3.Res::status);
    return switch (answer) {
      case Rmdir3.Res.Ok ok -> Attributes3.change(ok.dirWcc());
      case Rmdir3.Res.Fail fail -> {
        // Some say of a directory that is not empty, and of `..`, that it exists.
        Errno errno = NfsStat3Errno.of(fail.status());
        throw (errno == Errno.EEXIST ? Errno.ENOTEMPTY : errno).exception();
      }
    };
  }

  Change unlink(Caller caller, Nfs3Node directory, Name name) throws ErrnoException {
    Nfs3Node victim = openVictim(caller, directory, name);
    if (victim == null) {
      return remove(caller, directory.file(), name);
    }
    Name hidden = SillyNames.fresh();
    Renamed renamed = move(caller, directory.file(), name, directory.file(), hidden);
    keep(victim, new SillyNames.Silly(directory, hidden, caller));
    return renamed.from();
  }

  /// The file of this name, if it is open here and this is its last name.
  private @Nullable Nfs3Node openVictim(Caller caller, Nfs3Node directory, Name name)
      throws ErrnoException {
    if (silly.isEmpty() || name.isSpecial()) {
      return null;
    }
    try {
      Entry entry = lookup(caller, directory.file(), name);
      Nfs3Node node = (Nfs3Node) entry.node();
      boolean last = entry.attributes().isRegular() && entry.attributes().nlink() == 1;
      return last && silly.needsName(node) ? node : null;
    } catch (ErrnoException e) {
      return null; // the call that follows says why
    }
  }

  private void keep(Nfs3Node victim, SillyNames.Silly name) {
    if (!silly.named(victim, name)) {
      removeSilly(name);
    }
  }

  /// Removes a name that kept an open file alive. Nobody is there to be told if it fails.
  void removeSilly(SillyNames.@Nullable Silly name) {
    if (name != null) {
      try {
        remove(name.caller().asPatient(), name.directory().file(), name.name());
      } catch (ErrnoException e) {
        System.getLogger(Naming.class.getName())
            .log(System.Logger.Level.DEBUG, "{0} stays: {1}", name.name(), e.getMessage());
      }
    }
  }

  private Change remove(Caller caller, FileHandle3 directory, Name name) throws ErrnoException {
    Remove3.Args args = new Remove3.Args(at(directory, name));
    Remove3.Res answer =
        client.call(
            caller, Nfs3Procedure.REMOVE, args::encode, Remove3.Res::decode, Remove3.Res::status);
    return switch (answer) {
      case Remove3.Res.Ok ok -> Attributes3.change(ok.dirWcc());
      case Remove3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  /// A file that is replaced while it is open here gets a second name first, so that the rename
  /// stays atomic for everybody else.
  Renamed rename(Caller caller, Nfs3Node fromDir, Name from, Nfs3Node toDir, Name to)
      throws ErrnoException {
    Nfs3Node victim = openVictim(caller, toDir, to);
    if (victim == null) {
      return move(caller, fromDir.file(), from, toDir.file(), to);
    }
    Name hidden = SillyNames.fresh();
    link(caller, victim, toDir.file(), hidden);
    var kept = new SillyNames.Silly(toDir, hidden, caller);
    try {
      Renamed renamed = move(caller, fromDir.file(), from, toDir.file(), to);
      keep(victim, kept);
      return renamed;
    } catch (ErrnoException e) {
      removeSilly(kept);
      throw e;
    }
  }

  private Renamed move(Caller caller, FileHandle3 fromDir, Name from, FileHandle3 toDir, Name to)
      throws ErrnoException {
    Rename3.Args args = new Rename3.Args(at(fromDir, from), at(toDir, to));
    Rename3.Res answer =
        client.call(
            caller, Nfs3Procedure.RENAME, args::encode, Rename3.Res::decode, Rename3.Res::status);
    return switch (answer) {
      case Rename3.Res.Ok ok ->
          new Renamed(Attributes3.change(ok.fromdirWcc()), Attributes3.change(ok.todirWcc()));
      case Rename3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }
}

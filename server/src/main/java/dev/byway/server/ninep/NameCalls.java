package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.wire.ninep.Names9;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.Qid;
import dev.byway.wire.xdr.XdrString;

/// What changes names, and Treadlink.
final class NameCalls {
  private static final int PERMISSIONS = 07777;

  private NameCalls() {}

  static void symlink(NinepCall call, Names9.Tsymlink symlink) throws ErrnoException {
    Fid fid = call.session().fid(symlink.fid());
    Caller caller = call.caller(fid, symlink.gid());
    Created created =
        fid.attachment()
            .vfs()
            .symlink(
                caller,
                fid.node(),
                name(symlink.name()),
                symlink.symtgt().unsafeBytes(),
                SetAttributes.NONE);
    call.reply(new Names9.Rsymlink(qid(fid, created)));
  }

  static void mknod(NinepCall call, Names9.Tmknod mknod) throws ErrnoException {
    Fid fid = call.session().fid(mknod.dfid());
    Caller caller = call.caller(fid, mknod.gid());
    Vfs vfs = fid.attachment().vfs();
    SetAttributes attributes = SetAttributes.ofMode(mknod.mode() & PERMISSIONS);
    int type = mknod.mode() & Ninep.S_IFMT;
    Created created;
    if (type == Ninep.S_IFREG || type == 0) {
      var guarded = new CreateHow.Guarded(attributes);
      created = vfs.create(caller, fid.node(), name(mknod.name()), guarded, null);
    } else {
      created =
          vfs.mknod(
              caller,
              fid.node(),
              name(mknod.name()),
              special(type),
              mknod.major(),
              mknod.minor(),
              attributes);
    }
    call.reply(new Names9.Rmknod(qid(fid, created)));
  }

  private static FileType special(int type) throws ErrnoException {
    return switch (type) {
      case Ninep.S_IFBLK -> FileType.BLOCK;
      case Ninep.S_IFCHR -> FileType.CHARACTER;
      case Ninep.S_IFIFO -> FileType.FIFO;
      case Ninep.S_IFSOCK -> FileType.SOCKET;
      default -> throw Errno.EINVAL.exception();
    };
  }

  static void mkdir(NinepCall call, Names9.Tmkdir mkdir) throws ErrnoException {
    Fid fid = call.session().fid(mkdir.dfid());
    Caller caller = call.caller(fid, mkdir.gid());
    SetAttributes attributes = SetAttributes.ofMode(mkdir.mode() & PERMISSIONS);
    Created created =
        fid.attachment().vfs().mkdir(caller, fid.node(), name(mkdir.name()), attributes);
    call.reply(new Names9.Rmkdir(qid(fid, created)));
  }

  static void link(NinepCall call, Names9.Tlink link) throws ErrnoException {
    Fid directory = call.session().fid(link.dfid());
    Fid fid = call.session().fid(link.fid());
    requireSameTree(directory, fid);
    Caller caller = call.caller(directory, -1);
    directory.attachment().vfs().link(caller, fid.node(), directory.node(), name(link.name()));
    call.reply(new Names9.Rlink());
  }

  static void readlink(NinepCall call, Names9.Treadlink readlink) throws ErrnoException {
    Fid fid = call.session().fid(readlink.fid());
    byte[] target = fid.attachment().vfs().readlink(call.caller(fid), fid.node());
    call.reply(new Names9.Rreadlink(XdrString.of(target)), Short.BYTES + target.length);
  }

  static void rename(NinepCall call, Names9.Trename rename) throws ErrnoException {
    Fid fid = call.session().fid(rename.fid());
    Fid directory = call.session().fid(rename.dfid());
    requireSameTree(fid, directory);
    Caller caller = call.caller(fid, -1);
    rename(caller, fid, directory.node(), name(rename.name()));
    call.reply(new Names9.Rrename());
  }

  /// Gives a file that a fid stands for another name.
  static void rename(Caller caller, Fid fid, Node directory, Name name) throws ErrnoException {
    Fid.Place place = fid.place();
    Name old = ownName(caller, fid, place);
    Node parent = parent(place);
    fid.attachment().vfs().rename(caller, parent, old, directory, name);
    fid.place(new Fid.Place(place.node(), directory, name));
  }

  static void renameat(NinepCall call, Names9.Trenameat rename) throws ErrnoException {
    Fid from = call.session().fid(rename.olddirfid());
    Fid to = call.session().fid(rename.newdirfid());
    requireSameTree(from, to);
    Caller caller = call.caller(from, -1);
    from.attachment()
        .vfs()
        .rename(caller, from.node(), name(rename.oldname()), to.node(), name(rename.newname()));
    call.reply(new Names9.Rrenameat());
  }

  static void unlinkat(NinepCall call, Names9.Tunlinkat unlinkat) throws ErrnoException {
    Fid fid = call.session().fid(unlinkat.dirfd());
    Caller caller = call.caller(fid, -1);
    Name name = name(unlinkat.name());
    if ((unlinkat.flags() & Ninep.P9_DOTL_AT_REMOVEDIR) != 0) {
      fid.attachment().vfs().rmdir(caller, fid.node(), name);
    } else {
      fid.attachment().vfs().unlink(caller, fid.node(), name);
    }
    call.reply(new Names9.Runlinkat());
  }

  /// Removes the file that a fid stands for, by the name it was found by.
  static void removeItself(Caller caller, Fid fid) throws ErrnoException {
    Fid.Place place = fid.place();
    Name name = ownName(caller, fid, place);
    Vfs vfs = fid.attachment().vfs();
    if (vfs.getattr(caller, place.node()).isDirectory()) {
      vfs.rmdir(caller, parent(place), name);
    } else {
      vfs.unlink(caller, parent(place), name);
    }
  }

  private static Node parent(Fid.Place place) throws ErrnoException {
    Node parent = place.parent();
    if (parent == null) {
      throw Errno.EBUSY.exception();
    }
    return parent;
  }

  /// The name that the file was found by, if it still has it: somebody may have renamed it.
  private static Name ownName(Caller caller, Fid fid, Fid.Place place) throws ErrnoException {
    Name name = place.name();
    if (name == null) {
      throw Errno.EBUSY.exception();
    }
    Entry there = fid.attachment().vfs().lookup(caller, parent(place), name);
    if (!there.node().equals(place.node())) {
      throw Errno.ENOENT.exception();
    }
    return name;
  }

  private static void requireSameTree(Fid one, Fid other) throws ErrnoException {
    if (one.attachment().vfs() != other.attachment().vfs()) {
      throw Errno.EXDEV.exception();
    }
  }

  private static Name name(XdrString text) throws ErrnoException {
    return Name.of(text.unsafeBytes());
  }

  private static Qid qid(Fid fid, Created created) {
    return Modes.qid(fid.attachment(), created.entry().attributes());
  }
}

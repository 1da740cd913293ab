package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Created;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.wire.ninep.Dialect;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.Open9;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Topen and Tcreate of 9P2000 and 9P2000.u: open(5).
final class LegacyOpening {
  private static final Pattern DEVICE = Pattern.compile("([bc]) (\\d{1,9}) (\\d{1,9})");
  private static final int SPECIAL =
      Ninep.DMSYMLINK | Ninep.DMLINK | Ninep.DMDEVICE | Ninep.DMNAMEDPIPE | Ninep.DMSOCKET;

  private LegacyOpening() {}

  static void open(NinepCall call, Open9.Topen open) throws ErrnoException {
    Fid fid = call.session().fid(open.fid());
    if ((open.mode() & Ninep.ORCLOSE) != 0) {
      fid.attachment().requireWritable();
    }
    Attributes attributes = Opening.open(call, fid, flags(open.mode()));
    fid.removeOnClose((open.mode() & Ninep.ORCLOSE) != 0);
    call.reply(new Open9.Ropen(Modes.qid(fid.attachment(), attributes), 0));
  }

  private static int flags(int mode) {
    int flags =
        switch (mode & 3) {
          case Ninep.OWRITE -> Ninep.P9_DOTL_WRONLY;
          case Ninep.ORDWR -> Ninep.P9_DOTL_RDWR;
          default -> Ninep.P9_DOTL_RDONLY; // OEXEC reads too
        };
    flags |= (mode & Ninep.OTRUNC) != 0 ? Ninep.P9_DOTL_TRUNC : 0;
    flags |= (mode & Ninep.OAPPEND) != 0 ? Ninep.P9_DOTL_APPEND : 0;
    return flags;
  }

  static void create(NinepCall call, Open9.Tcreate create) throws ErrnoException {
    Fid fid = call.session().fid(create.fid());
    fid.requireClosed();
    if (call.nowait()) {
      throw Errno.EAGAIN.exception(); // more than one step
    }
    Caller caller = call.caller(fid, -1);
    Name name = Name.of(create.name().unsafeBytes());
    if (name.isSpecial()) {
      throw Errno.EEXIST.exception();
    }
    boolean unix = call.dialect() == Dialect.U;
    int mode = Modes.permissions(create.perm(), unix);
    Attributes made;
    if ((create.perm() & Ninep.DMDIR) != 0) {
      made = mkdir(fid, caller, name, mode);
    } else if (unix && (create.perm() & SPECIAL) != 0) {
      made = special(call, create, caller, name, mode);
    } else {
      int flags = flags(create.mode()) | Ninep.P9_DOTL_EXCL;
      made = Opening.create(fid, caller, name, flags, mode).entry().attributes();
      fid.removeOnClose((create.mode() & Ninep.ORCLOSE) != 0);
    }
    call.reply(new Open9.Rcreate(Modes.qid(fid.attachment(), made), 0));
  }

  private static Attributes mkdir(Fid fid, Caller caller, Name name, int mode)
      throws ErrnoException {
    Node directory = fid.node();
    Created created =
        fid.attachment().vfs().mkdir(caller, directory, name, SetAttributes.ofMode(mode));
    fid.place(new Fid.Place(created.entry().node(), directory, name));
    fid.listed();
    return created.entry().attributes();
  }

  private static Attributes special(
      NinepCall call, Open9.Tcreate create, Caller caller, Name name, int mode)
      throws ErrnoException {
    Fid fid = call.session().fid(create.fid());
    Vfs vfs = fid.attachment().vfs();
    Node directory = fid.node();
    SetAttributes attributes = SetAttributes.ofMode(mode);
    Created created =
        switch (create.perm() & SPECIAL) {
          case Ninep.DMSYMLINK ->
              vfs.symlink(
                  caller, directory, name, create.extension().unsafeBytes(), SetAttributes.NONE);
          case Ninep.DMLINK -> vfs.link(caller, linked(call, create), directory, name);
          case Ninep.DMNAMEDPIPE ->
              vfs.mknod(caller, directory, name, FileType.FIFO, 0, 0, attributes);
          case Ninep.DMSOCKET ->
              vfs.mknod(caller, directory, name, FileType.SOCKET, 0, 0, attributes);
          case Ninep.DMDEVICE -> device(vfs, caller, directory, name, create, attributes);
          default -> throw Errno.EINVAL.exception();
        };
    fid.place(new Fid.Place(created.entry().node(), directory, name));
    return created.entry().attributes();
  }

  /// The extension is the number of the fid to be linked.
  private static Node linked(NinepCall call, Open9.Tcreate create) throws ErrnoException {
    try {
      return call.session().fid(Integer.parseUnsignedInt(create.extension().toString())).node();
    } catch (NumberFormatException e) {
      throw Errno.EINVAL.exception();
    }
  }

  private static Created device(
      Vfs vfs, Caller caller, Node directory, Name name, Open9.Tcreate create, SetAttributes a)
      throws ErrnoException {
    Matcher device = DEVICE.matcher(create.extension().toString());
    if (!device.matches()) {
      throw Errno.EINVAL.exception();
    }
    FileType type = device.group(1).equals("b") ? FileType.BLOCK : FileType.CHARACTER;
    int major = Integer.parseInt(device.group(2));
    int minor = Integer.parseInt(device.group(3));
    return vfs.mknod(caller, directory, name, type, major, minor, a);
  }
}

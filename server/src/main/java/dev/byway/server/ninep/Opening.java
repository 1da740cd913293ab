package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Access;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.Open9;
import java.util.Objects;

/// Tlopen and Tlcreate.
final class Opening {
  private static final int PERMISSIONS = 07777;

  private Opening() {}

  static void open(NinepCall call, Open9.Tlopen open) throws ErrnoException {
    Fid fid = call.session().fid(open.fid());
    Attributes attributes = open(call, fid, open.flags());
    call.reply(new Open9.Rlopen(Modes.qid(fid.attachment(), attributes), 0));
  }

  /// Opens a fid.
  ///
  /// @param flags `P9_DOTL`
  /// @return what it is like
  static Attributes open(NinepCall call, Fid fid, int flags) throws ErrnoException {
    fid.requireClosed();
    Caller caller = call.caller(fid);
    Vfs vfs = fid.attachment().vfs();
    Attributes attributes = vfs.getattr(caller, fid.node());
    if (attributes.isDirectory()) {
      openDirectory(caller, fid, flags);
      return attributes;
    }
    if ((flags & Ninep.P9_DOTL_DIRECTORY) != 0) {
      throw Errno.ENOTDIR.exception();
    }
    boolean truncate = (flags & Ninep.P9_DOTL_TRUNC) != 0;
    OpenHow how = how(flags);
    if (how.write() || truncate) {
      fid.attachment().requireWritable();
    }
    OpenFile file = vfs.open(caller, fid.node(), how);
    if (truncate && how.write()) {
      truncate(caller, file);
    }
    fid.opened(file, (flags & Ninep.P9_DOTL_APPEND) != 0);
    return attributes;
  }

  private static void truncate(Caller caller, OpenFile file) throws ErrnoException {
    boolean done = false;
    try {
      file.setattr(caller, SetAttributes.ofSize(0));
      done = true;
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  private static void openDirectory(Caller caller, Fid fid, int flags) throws ErrnoException {
    if (how(flags).write()) {
      throw Errno.EISDIR.exception();
    }
    if (fid.attachment().vfs().access(caller, fid.node(), Access.READ) == 0) {
      throw Errno.EACCES.exception();
    }
    fid.listed();
  }

  static void create(NinepCall call, Open9.Tlcreate create) throws ErrnoException {
    Fid fid = call.session().fid(create.fid());
    fid.requireClosed();
    Caller caller = call.caller(fid, create.gid());
    Name name = Name.of(create.name().unsafeBytes());
    Created created = create(fid, caller, name, create.flags(), create.mode() & PERMISSIONS);
    call.reply(new Open9.Rlcreate(Modes.qid(fid.attachment(), created.entry().attributes()), 0));
  }

  /// Makes a file and opens it; the directory's fid becomes the file's.
  static Created create(Fid fid, Caller caller, Name name, int flags, int mode)
      throws ErrnoException {
    SetAttributes attributes = SetAttributes.ofMode(mode);
    if ((flags & Ninep.P9_DOTL_TRUNC) != 0) {
      attributes = attributes.withSize(0L);
    }
    CreateHow how =
        (flags & Ninep.P9_DOTL_EXCL) != 0
            ? new CreateHow.Guarded(attributes)
            : new CreateHow.Unchecked(attributes);
    Node directory = fid.node();
    Created created = fid.attachment().vfs().create(caller, directory, name, how, how(flags));
    OpenFile file = Objects.requireNonNull(created.file());
    fid.opened(file, (flags & Ninep.P9_DOTL_APPEND) != 0);
    fid.place(new Fid.Place(created.entry().node(), directory, name));
    return created;
  }

  private static OpenHow how(int flags) throws ErrnoException {
    return switch (flags & Ninep.P9_DOTL_NOACCESS) {
      case Ninep.P9_DOTL_RDONLY -> OpenHow.READ;
      case Ninep.P9_DOTL_WRONLY -> OpenHow.WRITE;
      case Ninep.P9_DOTL_RDWR -> OpenHow.READ_WRITE;
      default -> throw Errno.EINVAL.exception();
    };
  }
}

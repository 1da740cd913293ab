package dev.byway.client.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import dev.byway.vfs.XattrName;
import dev.byway.wire.ninep.Data9;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.Open9;
import dev.byway.wire.ninep.Session9;
import dev.byway.wire.ninep.Xattr9;
import dev.byway.wire.xdr.XdrString;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Opening and creating: what needs a fid of its own.
final class Making {
  private static final int USUAL_MODE = 0666;

  private Making() {}

  static OpenFile open(NinepVfs room, Caller caller, NinepNode node, OpenHow how, int flags)
      throws ErrnoException {
    Attributes attributes = room.getattr(caller, node);
    switch (attributes.type()) {
      case REGULAR -> {}
      case DIRECTORY -> throw Errno.EISDIR.exception();
      case SYMLINK, BLOCK, CHARACTER, SOCKET, FIFO -> throw Errno.EINVAL.exception();
    }
    Fids fids = room.fids(caller);
    int fid = fids.copy(caller, node);
    try {
      fids.link().call(new Open9.Tlopen(fid, flags(how) | flags));
    } catch (ErrnoException e) {
      fids.link().clunkLater(fid);
      throw e;
    }
    return new NinepFile(node, how, fids.link(), fid);
  }

  private static int flags(OpenHow how) {
    if (how.write()) {
      return how.read() ? Ninep.P9_DOTL_RDWR : Ninep.P9_DOTL_WRONLY;
    }
    return Ninep.P9_DOTL_RDONLY;
  }

  static int gid(Caller caller, SetAttributes attributes) {
    return attributes.gid() == null ? caller.gid() : attributes.gid();
  }

  static Created create(
      NinepVfs room,
      Caller caller,
      NinepNode directory,
      Name name,
      CreateHow how,
      @Nullable OpenHow open)
      throws ErrnoException {
    if (name.isSpecial()) {
      throw Errno.EINVAL.exception();
    }
    SetAttributes attributes =
        switch (how) {
          case CreateHow.Unchecked unchecked -> unchecked.attributes();
          case CreateHow.Guarded guarded -> guarded.attributes();
          case CreateHow.Exclusive exclusive -> stamped(exclusive.verifier());
        };
    try {
      return fresh(room, caller, directory, name, attributes, open);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EEXIST || how instanceof CreateHow.Guarded) {
        throw e;
      }
    }
    return there(room, caller, directory, name, how, attributes, open);
  }

  /// The verifier of an exclusive create is kept in the times.
  private static SetAttributes stamped(long verifier) {
    return SetAttributes.ofMode(0600)
        .withAtime(new SetTime.At((verifier >>> 32) * Attributes.SECOND))
        .withMtime(new SetTime.At((verifier & 0xffff_ffffL) * Attributes.SECOND));
  }

  private static Created fresh(
      NinepVfs room,
      Caller caller,
      NinepNode directory,
      Name name,
      SetAttributes attributes,
      @Nullable OpenHow open)
      throws ErrnoException {
    Fids fids = room.fids(caller);
    int fid = fids.copy(caller, directory);
    OpenHow how = open == null ? OpenHow.READ_WRITE : open;
    boolean opened = false;
    try {
      int mode = attributes.mode() == null ? USUAL_MODE : attributes.mode();
      int flags = flags(how) | Ninep.P9_DOTL_CREATE | Ninep.P9_DOTL_EXCL;
      XdrString text = XdrString.of(name.bytes());
      fids.link().call(new Open9.Tlcreate(fid, text, flags, mode, gid(caller, attributes)));
      Entry entry = rest(room, caller, room.lookup(caller, directory, name), attributes);
      opened = open != null;
      OpenFile file =
          open == null ? null : new NinepFile((NinepNode) entry.node(), how, fids.link(), fid);
      return new Created(entry, Change.UNKNOWN, file, true);
    } finally {
      if (!opened) {
        fids.link().clunkLater(fid);
      }
    }
  }

  private static Created there(
      NinepVfs room,
      Caller caller,
      NinepNode directory,
      Name name,
      CreateHow how,
      SetAttributes attributes,
      @Nullable OpenHow open)
      throws ErrnoException {
    Entry entry = room.lookup(caller, directory, name);
    Attributes now = entry.attributes();
    if (how instanceof CreateHow.Exclusive) {
      boolean same =
          attributes.atime() instanceof SetTime.At atime
              && attributes.mtime() instanceof SetTime.At mtime
              && now.atime() == atime.time()
              && now.mtime() == mtime.time();
      if (!same) {
        throw Errno.EEXIST.exception();
      }
    } else if (!now.isRegular()) {
      throw (now.isDirectory() ? Errno.EISDIR : Errno.EEXIST).exception();
    }
    OpenFile file = open == null ? null : open(room, caller, (NinepNode) entry.node(), open, 0);
    if (how instanceof CreateHow.Unchecked && attributes.size() != null) {
      SetAttributes size = SetAttributes.ofSize(attributes.size());
      if (file != null && file.how().write()) {
        file.setattr(caller, size);
      } else {
        room.setattr(caller, entry.node(), size, null, false);
      }
    }
    return new Created(
        new Entry(entry.node(), room.getattr(caller, entry.node())), Change.UNKNOWN, file, false);
  }

  /// Sets what could not be said when a node was made.
  static Entry rest(NinepVfs room, Caller caller, Entry entry, SetAttributes attributes)
      throws ErrnoException {
    Integer gid = attributes.gid();
    Integer mode = attributes.mode();
    boolean lost = mode != null && (entry.attributes().mode() & mode) != mode;
    SetAttributes rest =
        new SetAttributes(
            lost && attributes.uid() == null ? mode : null,
            attributes.uid(),
            gid != null && gid != entry.attributes().gid() ? gid : null,
            attributes.size() != null && attributes.size() != 0 ? attributes.size() : null,
            attributes.atime(),
            attributes.mtime());
    if (rest.isEmpty()) {
      return entry;
    }
    room.setattr(caller, entry.node(), rest, null, false);
    return new Entry(entry.node(), room.getattr(caller, entry.node()));
  }

  static void fsync(NinepVfs room, Caller caller, NinepNode node) throws ErrnoException {
    room.ask(caller, node, fid -> new Data9.Tfsync(fid, 0));
  }

  static Change setxattr(
      NinepVfs room, Caller caller, NinepNode node, XattrName name, byte[] value, int flags)
      throws ErrnoException {
    Fids fids = room.fids(caller);
    int fid = fids.copy(caller, node);
    boolean done = false;
    try {
      XdrString text = XdrString.of(name.unsafeBytes());
      fids.link().call(new Xattr9.Txattrcreate(fid, text, value.length, flags));
      int piece = fids.link().maxData();
      for (int at = 0; at < value.length; at += piece) {
        ByteBuffer data = ByteBuffer.wrap(value, at, Math.min(piece, value.length - at));
        fids.link().call(new Data9.Twrite(fid, at, data));
      }
      done = true;
      fids.link().call(new Session9.Tclunk(fid));
    } finally {
      if (!done) {
        fids.link().clunkLater(fid);
      }
    }
    return Change.UNKNOWN;
  }
}

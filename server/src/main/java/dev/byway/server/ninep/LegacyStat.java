package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import dev.byway.wire.ninep.Dialect;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.Stat;
import dev.byway.wire.ninep.Stat9;
import dev.byway.wire.xdr.XdrString;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Tstat and Twstat of 9P2000 and 9P2000.u: stat(5).
final class LegacyStat {
  private static final int DONT_TOUCH = -1;

  private LegacyStat() {}

  static void stat(NinepCall call, Stat9.Tstat tstat) throws ErrnoException {
    Fid fid = call.session().fid(tstat.fid());
    Caller caller = call.caller(fid);
    Attributes attributes = AttributeCalls.attributes(caller, fid);
    Name name = fid.place().name();
    Stat stat = stat(call, fid.attachment(), caller, fid.node(), attributes, name);
    call.reply(new Stat9.Rstat(stat), Short.BYTES + stat.entrySize(call.dialect()));
  }

  /// @param name null: the root's
  static Stat stat(
      NinepCall call,
      Attachment attachment,
      Caller caller,
      Node node,
      Attributes a,
      @Nullable Name name)
      throws ErrnoException {
    boolean unix = call.dialect() == Dialect.U;
    Accounts accounts = call.connection().server().accounts();
    XdrString owner = accounts.name(a.uid());
    return new Stat(
        0,
        0,
        Modes.qid(attachment, a),
        Modes.legacy(a, unix),
        (int) Attributes.seconds(a.atime()),
        (int) Attributes.seconds(a.mtime()),
        a.isDirectory() ? 0 : a.size(),
        name == null ? XdrString.of("/") : XdrString.of(name.bytes()),
        owner,
        XdrString.of(Integer.toUnsignedString(a.gid())),
        owner,
        unix ? extension(attachment, caller, node, a) : XdrString.EMPTY,
        unix ? a.uid() : Ninep.NONUNAME,
        unix ? a.gid() : Ninep.NONUNAME,
        unix ? a.uid() : Ninep.NONUNAME);
  }

  private static XdrString extension(Attachment attachment, Caller caller, Node node, Attributes a)
      throws ErrnoException {
    return switch (a.type()) {
      case SYMLINK -> XdrString.of(attachment.vfs().readlink(caller, node));
      case BLOCK, CHARACTER ->
          XdrString.of(
              (a.type() == FileType.BLOCK ? "b " : "c ")
                  + Integer.toUnsignedString(a.rdevMajor())
                  + " "
                  + Integer.toUnsignedString(a.rdevMinor()));
      case REGULAR, DIRECTORY, SOCKET, FIFO -> XdrString.EMPTY;
    };
  }

  static void wstat(NinepCall call, Stat9.Twstat wstat) throws ErrnoException {
    Fid fid = call.session().fid(wstat.fid());
    if (call.nowait()) {
      throw Errno.EAGAIN.exception(); // more than one step
    }
    Caller caller = call.caller(fid, -1);
    Stat stat = wstat.stat();
    SetAttributes attributes = attributes(stat, call.dialect() == Dialect.U);
    if (!attributes.isEmpty()) {
      AttributeCalls.set(caller, fid, attributes);
    }
    if (stat.name().length() > 0) {
      rename(caller, fid, Name.of(stat.name().unsafeBytes()));
    }
    call.reply(new Stat9.Rwstat());
  }

  /// Within its directory, and never over another file.
  private static void rename(Caller caller, Fid fid, Name name) throws ErrnoException {
    Node parent = fid.place().parent();
    if (parent == null) {
      throw Errno.EBUSY.exception();
    }
    if (Objects.equals(name, fid.place().name())) {
      return;
    }
    try {
      fid.attachment().vfs().lookup(caller, parent, name);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      NameCalls.rename(caller, fid, parent, name);
      return;
    }
    throw Errno.EEXIST.exception();
  }

  private static SetAttributes attributes(Stat stat, boolean unix) {
    return new SetAttributes(
        stat.mode() == DONT_TOUCH ? null : (Integer) Modes.permissions(stat.mode(), unix),
        stat.nUid() == Ninep.NONUNAME ? null : (Integer) stat.nUid(),
        stat.nGid() == Ninep.NONUNAME ? null : (Integer) stat.nGid(),
        stat.length() == DONT_TOUCH ? null : (Long) stat.length(),
        time(stat.atime()),
        time(stat.mtime()));
  }

  private static @Nullable SetTime time(int seconds) {
    return seconds == DONT_TOUCH
        ? null
        : new SetTime.At(Attributes.time(Integer.toUnsignedLong(seconds), 0));
  }
}

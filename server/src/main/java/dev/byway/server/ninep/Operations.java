package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.wire.ninep.Attributes9;
import dev.byway.wire.ninep.Data9;
import dev.byway.wire.ninep.Dialect;
import dev.byway.wire.ninep.Lock9;
import dev.byway.wire.ninep.Message;
import dev.byway.wire.ninep.Names9;
import dev.byway.wire.ninep.Open9;
import dev.byway.wire.ninep.Session9;
import dev.byway.wire.ninep.Stat9;
import dev.byway.wire.ninep.Walk9;
import dev.byway.wire.ninep.Xattr9;

/// Which message is for whom.
final class Operations {
  private Operations() {}

  /// Answers a call, in the call's own answer.
  ///
  /// @return false: the answer comes later, by another thread
  /// @throws ErrnoException to be answered with; EAGAIN while [NinepCall#nowait]: nothing was
  ///     changed yet, run it again on a worker
  static boolean run(NinepCall call) throws ErrnoException {
    Message message = call.message();
    switch (message.kind()) {
      case TATTACH -> Attaching.attach(call, (Session9.Tattach) message);
      case TAUTH -> throw Errno.ENOENT.exception(); // no authentication is required
      case TCLUNK -> Clunking.clunk(call, (Session9.Tclunk) message);
      case TREMOVE -> Clunking.remove(call, (Session9.Tremove) message);
      case TWALK -> Walking.walk(call, (Walk9.Twalk) message);
      case TREAD -> Data.read(call, (Data9.Tread) message);
      case TWRITE -> Data.write(call, (Data9.Twrite) message);
      case TVERSION, TFLUSH -> throw new IllegalStateException("the connection's own");
      case TOPEN, TCREATE, TSTAT, TWSTAT -> legacy(call, message);
      case TSTATFS,
          TLOPEN,
          TLCREATE,
          TSYMLINK,
          TMKNOD,
          TRENAME,
          TREADLINK,
          TGETATTR,
          TSETATTR,
          TXATTRWALK,
          TXATTRCREATE,
          TREADDIR,
          TFSYNC,
          TLOCK,
          TGETLOCK,
          TLINK,
          TMKDIR,
          TRENAMEAT,
          TUNLINKAT -> {
        return linux(call, message);
      }
      case RLERROR,
          RSTATFS,
          RLOPEN,
          RLCREATE,
          RSYMLINK,
          RMKNOD,
          RRENAME,
          RREADLINK,
          RGETATTR,
          RSETATTR,
          RXATTRWALK,
          RXATTRCREATE,
          RREADDIR,
          RFSYNC,
          RLOCK,
          RGETLOCK,
          RLINK,
          RMKDIR,
          RRENAMEAT,
          RUNLINKAT,
          RVERSION,
          RAUTH,
          RATTACH,
          RERROR,
          RFLUSH,
          RWALK,
          ROPEN,
          RCREATE,
          RREAD,
          RWRITE,
          RCLUNK,
          RREMOVE,
          RSTAT,
          RWSTAT ->
          throw Errno.ENOTSUP.exception();
    }
    return true;
  }

  private static void legacy(NinepCall call, Message message) throws ErrnoException {
    if (call.dialect() == Dialect.L) {
      throw Errno.ENOTSUP.exception();
    }
    switch (message) {
      case Open9.Topen open -> LegacyOpening.open(call, open);
      case Open9.Tcreate create -> LegacyOpening.create(call, create);
      case Stat9.Tstat stat -> LegacyStat.stat(call, stat);
      case Stat9.Twstat wstat -> LegacyStat.wstat(call, wstat);
      default -> throw new IllegalArgumentException(message.kind().text());
    }
  }

  private static boolean linux(NinepCall call, Message message) throws ErrnoException {
    if (call.dialect() != Dialect.L) {
      throw Errno.ENOTSUP.exception();
    }
    switch (message) {
      case Attributes9.Tgetattr getattr -> AttributeCalls.getattr(call, getattr);
      case Attributes9.Tsetattr setattr -> AttributeCalls.setattr(call, setattr);
      case Attributes9.Tstatfs statfs -> AttributeCalls.statfs(call, statfs);
      case Open9.Tlopen open -> Opening.open(call, open);
      case Open9.Tlcreate create -> Opening.create(call, create);
      case Data9.Treaddir readdir -> Readdir.readdir(call, readdir);
      case Data9.Tfsync fsync -> Data.fsync(call, fsync);
      case Names9.Tsymlink symlink -> NameCalls.symlink(call, symlink);
      case Names9.Tmknod mknod -> NameCalls.mknod(call, mknod);
      case Names9.Tmkdir mkdir -> NameCalls.mkdir(call, mkdir);
      case Names9.Tlink link -> NameCalls.link(call, link);
      case Names9.Treadlink readlink -> NameCalls.readlink(call, readlink);
      case Names9.Trename rename -> NameCalls.rename(call, rename);
      case Names9.Trenameat renameat -> NameCalls.renameat(call, renameat);
      case Names9.Tunlinkat unlinkat -> NameCalls.unlinkat(call, unlinkat);
      case Xattr9.Txattrwalk walk -> XattrCalls.walk(call, walk);
      case Xattr9.Txattrcreate create -> XattrCalls.create(call, create);
      case Lock9.Tgetlock getlock -> LockCalls.getlock(call, getlock);
      case Lock9.Tlock lock -> {
        return LockCalls.lock(call, lock);
      }
      default -> throw new IllegalArgumentException(message.kind().text());
    }
    return true;
  }
}

package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.wire.ninep.Session9;

/// Tclunk and Tremove: the fid is gone, whatever else comes of it.
final class Clunking {
  private Clunking() {}

  static void clunk(NinepCall call, Session9.Tclunk clunk) throws ErrnoException {
    Fid fid = call.session().fid(clunk.fid());
    requirePatience(call, fid);
    call.session().remove(clunk.fid());
    try {
      finish(call, fid);
    } finally {
      fid.close();
    }
    call.reply(new Session9.Rclunk());
  }

  /// What is held back of a file's data is sent when it is closed: not by who cannot wait.
  private static void requirePatience(NinepCall call, Fid fid) throws ErrnoException {
    OpenFile file = fid.openFile();
    if (call.nowait()) {
      if (fid.xattr() instanceof Xattr.Writing || fid.removeOnClose()) {
        throw Errno.EAGAIN.exception();
      }
      if (file != null && file.how().write()) {
        try {
          file.flush(fid.attachment().caller().asNowait());
        } catch (ErrnoException e) {
          throw Errno.EAGAIN.exception(); // said again to a worker, or to nobody
        }
      }
    }
  }

  private static void finish(NinepCall call, Fid fid) throws ErrnoException {
    if (fid.xattr() instanceof Xattr.Writing writing) {
      XattrCalls.commit(call.caller(fid, -1), fid, writing);
    }
    OpenFile file = fid.openFile();
    if (file != null && file.how().write() && !call.nowait()) {
      file.flush(fid.attachment().caller());
    }
    if (fid.removeOnClose()) {
      NameCalls.removeItself(call.caller(fid, -1), fid);
    }
  }

  static void remove(NinepCall call, Session9.Tremove remove) throws ErrnoException {
    Fid fid = call.session().fid(remove.fid());
    if (call.nowait()) {
      throw Errno.EAGAIN.exception();
    }
    call.session().remove(remove.fid());
    try {
      Caller caller = call.caller(fid, -1);
      NameCalls.removeItself(caller, fid);
    } finally {
      fid.close();
    }
    call.reply(new Session9.Rremove());
  }
}

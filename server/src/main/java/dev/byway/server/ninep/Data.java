package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.Stability;
import dev.byway.wire.ninep.Data9;
import dev.byway.wire.ninep.MessageType;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.NinepWriter;
import java.nio.ByteBuffer;

/// Tread, Twrite and Tfsync. A file is read straight into the answer, and written from where the
/// network put the data.
final class Data {
  private static final int STRIPES = 64;

  /// For writes to the end of a file, one after the other; by the file's node.
  private static final Object[] APPENDS = new Object[STRIPES];

  static {
    for (int i = 0; i < STRIPES; i++) {
      APPENDS[i] = new Object();
    }
  }

  private Data() {}

  static void read(NinepCall call, Data9.Tread read) throws ErrnoException {
    Fid fid = call.session().fid(read.fid());
    int count = limited(call, read.count());
    Listing listing = fid.listing();
    if (listing != null) {
      LegacyReaddir.read(call, fid, listing, read.offset(), count);
      return;
    }
    NinepWriter writer = call.reply(MessageType.RREAD, Data9.DATA_OFFSET + count);
    ByteBuffer data = writer.slice(Data9.DATA_OFFSET, count);
    if (fid.xattr() instanceof Xattr.Reading value) {
      value.read(data, read.offset());
    } else {
      fill(call, fid, data, read.offset());
    }
    Data9.encodeFilled(writer, data.position());
  }

  /// @param count unsigned
  static int limited(NinepCall call, int count) {
    int max = call.session().msize - Ninep.SIZE_BYTES - Ninep.HEADER - Data9.DATA_OFFSET;
    return count < 0 ? max : Math.min(max, count);
  }

  private static void fill(NinepCall call, Fid fid, ByteBuffer data, long offset)
      throws ErrnoException {
    OpenFile file = fid.file();
    Caller caller = call.caller(fid);
    if (offset < 0) {
      throw Errno.EINVAL.exception();
    }
    int read = 1;
    while (data.hasRemaining() && read > 0) {
      read = file.read(caller, data, offset + data.position());
      if (call.nowait()) {
        break;
      }
    }
    boolean part = data.hasRemaining() && call.nowait();
    if (part && offset + data.position() < file.getattr(caller).size()) {
      // Part of it is in memory. A worker gets the rest with it: clients take a short answer for
      // the end, or pay another round trip.
      throw Errno.EAGAIN.exception();
    }
  }

  static void write(NinepCall call, Data9.Twrite write) throws ErrnoException {
    Fid fid = call.session().fid(write.fid());
    ByteBuffer data = write.data().position(0);
    if (fid.xattr() instanceof Xattr.Writing value) {
      call.reply(new Data9.Rwrite(value.write(data, write.offset())));
      return;
    }
    OpenFile file = fid.file();
    Caller caller = call.caller(fid);
    fid.attachment().requireWritable();
    int count =
        fid.appends() ? append(caller, file, data) : write(caller, file, data, write.offset());
    call.reply(new Data9.Rwrite(count));
  }

  private static int write(Caller caller, OpenFile file, ByteBuffer data, long offset)
      throws ErrnoException {
    if (offset < 0 || offset > Long.MAX_VALUE - data.remaining()) {
      throw Errno.EFBIG.exception();
    }
    return file.write(caller, data, offset, Stability.UNSTABLE).count();
  }

  private static int append(Caller caller, OpenFile file, ByteBuffer data) throws ErrnoException {
    synchronized (APPENDS[Math.floorMod(file.node().hashCode(), STRIPES)]) {
      return write(caller, file, data, file.getattr(caller).size());
    }
  }

  static void fsync(NinepCall call, Data9.Tfsync fsync) throws ErrnoException {
    Fid fid = call.session().fid(fsync.fid());
    Caller caller = call.caller(fid);
    OpenFile file = fid.openFile();
    if (file != null && file.how().write()) {
      file.commit(caller, 0, 0);
    } else {
      fid.attachment().vfs().fsync(caller, fid.node());
    }
    call.reply(new Data9.Rfsync());
  }
}

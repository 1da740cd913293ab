package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.wire.ninep.Data9;
import dev.byway.wire.ninep.Dirent9;
import dev.byway.wire.ninep.MessageType;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.NinepWriter;
import dev.byway.wire.ninep.Qid;
import org.jspecify.annotations.Nullable;

/// Treaddir. The offsets are the room's own cookies.
final class Readdir {
  private Readdir() {}

  static void readdir(NinepCall call, Data9.Treaddir readdir) throws ErrnoException {
    Fid fid = call.session().fid(readdir.fid());
    if (fid.listing() == null) {
      throw Errno.EBADF.exception();
    }
    Caller caller = call.caller(fid);
    int count = Data.limited(call, readdir.count());
    NinepWriter writer = call.reply(MessageType.RREADDIR, Data9.DATA_OFFSET + count);
    int start = writer.position();
    int end = start + Data9.DATA_OFFSET + count;
    writer.position(start + Data9.DATA_OFFSET);
    boolean[] full = {false};
    fid.attachment()
        .vfs()
        .readdir(
            caller,
            fid.node(),
            readdir.offset(),
            true,
            (name, fileid, cookie, entry) -> {
              full[0] = writer.position() + Dirent9.size(name.length()) > end;
              if (!full[0]) {
                put(writer, fid.attachment(), name, fileid, cookie, entry);
              }
              return !full[0];
            });
    int filled = writer.position() - start - Data9.DATA_OFFSET;
    if (filled == 0 && full[0]) {
      throw Errno.EINVAL.exception();
    }
    writer.position(start);
    Data9.encodeFilled(writer, filled);
  }

  private static void put(
      NinepWriter writer,
      Attachment attachment,
      Name name,
      long fileid,
      long cookie,
      @Nullable Entry entry) {
    Attributes attributes = entry == null ? null : entry.attributes();
    boolean directory = name.isSpecial();
    Qid qid =
        attributes == null
            ? new Qid(directory ? Ninep.QTDIR : 0, 0, fileid)
            : Modes.qid(attachment, attributes);
    qid.encode(writer);
    writer.int64(cookie);
    FileType type = attributes != null ? attributes.type() : FileType.DIRECTORY;
    writer.int8(attributes == null && !directory ? 0 : Modes.direntType(type));
    writer.string(name.unsafeBytes());
  }
}

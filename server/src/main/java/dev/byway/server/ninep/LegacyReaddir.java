package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.wire.ninep.Data9;
import dev.byway.wire.ninep.Dialect;
import dev.byway.wire.ninep.MessageType;
import dev.byway.wire.ninep.NinepWriter;
import dev.byway.wire.ninep.Stat;

/// Tread of a directory in 9P2000 and 9P2000.u: whole entries, without `.` and `..`.
final class LegacyReaddir {
  private LegacyReaddir() {}

  static void read(NinepCall call, Fid fid, Listing listing, long offset, int count)
      throws ErrnoException {
    if (call.dialect() == Dialect.L) {
      throw Errno.EISDIR.exception();
    }
    if (call.nowait()) {
      throw Errno.EAGAIN.exception();
    }
    synchronized (listing) {
      if (offset == 0) {
        listing.offset = 0;
        listing.cookie = 0;
      } else if (offset != listing.offset) {
        throw Errno.EINVAL.exception();
      }
      fill(call, fid, listing, count);
    }
  }

  private static void fill(NinepCall call, Fid fid, Listing listing, int count)
      throws ErrnoException {
    Caller caller = call.caller(fid);
    NinepWriter writer = call.reply(MessageType.RREAD, Data9.DATA_OFFSET + count);
    int start = writer.position();
    int end = start + Data9.DATA_OFFSET + count;
    writer.position(start + Data9.DATA_OFFSET);
    boolean[] full = {false};
    long[] next = {listing.cookie};
    fid.attachment()
        .vfs()
        .readdir(
            caller,
            fid.node(),
            listing.cookie,
            true,
            (name, fileid, cookie, entry) -> {
              if (!name.isSpecial() && entry != null) {
                full[0] = !put(call, fid, caller, name, entry, writer, end);
              }
              if (!full[0]) {
                next[0] = cookie;
              }
              return !full[0];
            });
    int filled = writer.position() - start - Data9.DATA_OFFSET;
    // Linux asks once more for what is left of its buffer, and takes nothing for an answer.
    if (filled == 0 && full[0] && listing.offset == 0) {
      throw Errno.EINVAL.exception();
    }
    listing.cookie = next[0];
    listing.offset += filled;
    writer.position(start);
    Data9.encodeFilled(writer, filled);
  }

  private static boolean put(
      NinepCall call, Fid fid, Caller caller, Name name, Entry entry, NinepWriter writer, int end) {
    try {
      Stat stat =
          LegacyStat.stat(call, fid.attachment(), caller, entry.node(), entry.attributes(), name);
      if (writer.position() + stat.entrySize(call.dialect()) > end) {
        return false;
      }
      stat.encodeEntry(writer, call.dialect());
    } catch (ErrnoException gone) {
      // Removed since it was listed.
    }
    return true;
  }
}

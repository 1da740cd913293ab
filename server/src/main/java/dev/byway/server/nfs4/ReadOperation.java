package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.Read4;
import java.nio.ByteBuffer;

/// READ, RFC 8881 §18.22. The file is read straight into the reply, behind the place of the head,
/// which is written last.
final class ReadOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Read4.Args args = Read4.Args.decode(compound.args());
    int filled = fill(compound, args, Read4.DATA_OFFSET);
    Read4.encodeFilled(compound.out(), filled & ~EOF, (filled & EOF) != 0);
    return NfsStat4.NFS4_OK;
  }

  /// In the answer of [#fill]: the data reaches the end of the file.
  static final int EOF = 1 << 30;

  /// Reads what fits into the reply.
  ///
  /// @param headSize bytes before the data
  /// @return how many bytes there are, and [#EOF]
  static int fill(Compound compound, Read4.Args args, int headSize)
      throws ErrnoException, Nfs4Exception {
    Target target = compound.current();
    Io io = Io.of(compound, target, args.stateid(), Open4.READ);
    int max = Math.min(Nfs4Door.TRANSFER_MAX, compound.available() - 2 * Compound.ROOM);
    int count = Integer.compareUnsigned(args.count(), max) > 0 ? Math.max(max, 0) : args.count();
    if (args.offset() < 0) {
      return EOF;
    }
    compound.ensure(count + headSize + 3);
    ByteBuffer data = compound.out().slice(headSize, count);
    OpenFile file = io.file();
    if (file == null) {
      return io.use(false, (kept, caller) -> read(kept, caller, data.clear(), args.offset()));
    }
    try {
      return read(file, target.caller(), data, args.offset());
    } catch (ErrnoException e) {
      throw Io.closed(e);
    }
  }

  private static int read(OpenFile file, Caller caller, ByteBuffer data, long offset)
      throws ErrnoException {
    int count = data.remaining();
    while (data.hasRemaining()) {
      int read = file.read(caller, data, offset + data.position());
      if (read == 0 || caller.nowait()) {
        break;
      }
    }
    int read = data.position();
    if (read < count && !caller.nowait()) {
      return read | EOF;
    }
    boolean eof = offset + read >= file.getattr(caller).size();
    if (read < count && !eof) {
      // Part of it is in memory. A worker gets the rest with it: clients take a short answer for
      // the end, or pay another round trip.
      throw Errno.EAGAIN.exception();
    }
    return eof ? read | EOF : read;
  }
}

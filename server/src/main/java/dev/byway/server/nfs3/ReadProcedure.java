package dev.byway.server.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.CachedFile;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Attributes;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.Read3;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// READ, RFC 1813 §3.3.6. The file is read straight into the reply, behind the place of the head,
/// which is written last.
final class ReadProcedure implements RpcProcedure {
  /// Between the count of data and the end of the result: the head, and padding.
  private static final int OVERHEAD = Read3.DATA_OFFSET + 3;

  private final NfsDoor door;

  ReadProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "READ";
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Read3.Args args = Read3.Args.decode(call.args());
    Target target = null;
    try {
      target = door.target(call, args.file());
      read(call, target, args);
    } catch (ErrnoException e) {
      fail(call, e, target);
    }
  }

  private static void fail(RpcCall call, ErrnoException failure, @Nullable Target target)
      throws ErrnoException {
    new Read3.Res.Fail(NfsDoor.status(call, failure), NfsDoor.attributes(target))
        .encode(call.reply(Integer.BYTES + Fattr3.POST_OP_SIZE));
  }

  private void read(RpcCall call, Target target, Read3.Args args) throws ErrnoException {
    int max = Math.min(FsinfoProcedure.TRANSFER_MAX, call.maxResultBytes() - OVERHEAD);
    int count = Integer.compareUnsigned(args.count(), max) > 0 ? max : args.count();
    XdrWriter reply = call.reply(count + OVERHEAD);
    ByteBuffer data = reply.slice(Read3.DATA_OFFSET, count);
    boolean beyond = args.offset() < 0;
    if (beyond) {
      data.limit(0);
    }
    Attributes after = fill(target, data, beyond ? Long.MAX_VALUE : args.offset());
    int read = data.position();
    boolean eof = beyond || args.offset() + read >= after.size();
    if (read < count && !eof && call.nowait()) {
      // Part of it is in memory. A worker gets the rest with it: clients take a short answer for
      // the end, or pay another round trip.
      throw Errno.EAGAIN.exception();
    }
    Read3.encodeFilled(reply, Attributes3.of(after), read, eof);
  }

  /// Twice at most: a file that was closed under our hands, or whose owner or mode is not the one
  /// that permission was decided by, is opened anew.
  private Attributes fill(Target target, ByteBuffer data, long offset) throws ErrnoException {
    for (int attempt = 0; attempt < NfsDoor.ATTEMPTS; attempt++) {
      data.position(0);
      CachedFile cached = door.open(target, false);
      try {
        readFully(cached, target, data, offset);
        Attributes after = cached.file().getattr(target.caller());
        if (cached.holds(after)) {
          return after;
        }
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EBADF) {
          throw e;
        }
      }
      door.openFiles().drop(cached);
    }
    throw Errno.ESTALE.exception();
  }

  private static void readFully(CachedFile cached, Target target, ByteBuffer data, long offset)
      throws ErrnoException {
    while (data.hasRemaining()) {
      int read = cached.file().read(target.caller(), data, offset + data.position());
      if (read == 0 || target.caller().nowait()) {
        return;
      }
    }
  }
}

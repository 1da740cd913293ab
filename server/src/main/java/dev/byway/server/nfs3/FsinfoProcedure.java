package dev.byway.server.nfs3;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcConnection;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Capabilities;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.Fsinfo3;
import dev.byway.wire.nfs3.NfsTime3;

/// FSINFO, RFC 1813 §3.3.19.
final class FsinfoProcedure implements RpcProcedure {
  /// Most bytes of a READ or a WRITE: what Linux servers and clients use.
  static final int TRANSFER_MAX = 1 << 20;

  /// Most bytes of a READ or a WRITE in a datagram: the largest power of two that fits one.
  private static final int DATAGRAM_TRANSFER_MAX = 1 << 15;

  /// A page: the unit in which files are cached.
  private static final int TRANSFER_MULTIPLE = 4096;

  private static final int MAX_RESULT =
      9 * Integer.BYTES + Fattr3.POST_OP_SIZE + Long.BYTES + NfsTime3.SIZE;

  private final NfsDoor door;

  FsinfoProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "FSINFO";
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Fsinfo3.Args args = Fsinfo3.Args.decode(call.args());
    Target target = null;
    Fsinfo3.Res res;
    try {
      target = door.target(call, args.fsroot());
      res = answer(target, call.connection().transport());
    } catch (ErrnoException e) {
      res = new Fsinfo3.Res.Fail(NfsDoor.status(call, e), NfsDoor.attributes(target));
    }
    res.encode(call.reply(MAX_RESULT));
  }

  private static Fsinfo3.Res answer(Target target, RpcConnection.Transport transport) {
    Capabilities room = target.vfs().capabilities();
    int transfer =
        switch (transport) {
          case TCP -> TRANSFER_MAX;
          case UDP -> DATAGRAM_TRANSFER_MAX;
        };
    int properties =
        Fsinfo3.FSF3_HOMOGENEOUS
            | Fsinfo3.FSF3_CANSETTIME
            | (room.hardLinks() ? Fsinfo3.FSF3_LINK : 0)
            | (room.symbolicLinks() ? Fsinfo3.FSF3_SYMLINK : 0);
    return new Fsinfo3.Res.Ok(
        NfsDoor.attributes(target),
        transfer,
        transfer,
        TRANSFER_MULTIPLE,
        transfer,
        transfer,
        TRANSFER_MULTIPLE,
        Math.min(transfer, NfsDoor.LISTING_PREFERRED),
        room.maxFileSize(),
        NfsTime3.ofNanos(room.timeGranularity()),
        properties);
  }
}

package dev.byway.server.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.nfs3.Readdir3;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// READDIR, RFC 1813 §3.3.16: streams the room's entries into the reply. Cookies are the room's
/// own and stay good, so the cookie verifier is always zero.
final class ReaddirProcedure implements RpcProcedure {
  private final NfsDoor door;

  ReaddirProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "READDIR";
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Readdir3.Args args = Readdir3.Args.decode(call.args());
    Target dir = null;
    try {
      dir = door.target(call, args.dir());
      list(call, dir, args);
    } catch (ErrnoException e) {
      // EINVAL can only be the cookie's here.
      NfsStat3 status =
          e.errno() == Errno.EINVAL ? NfsStat3.NFS3ERR_BAD_COOKIE : NfsDoor.status(call, e);
      fail(call, status, dir);
    }
  }

  private static void fail(RpcCall call, NfsStat3 status, @Nullable Target dir) {
    new Readdir3.Res.Fail(status, NfsDoor.attributes(dir))
        .encode(call.reply(Integer.BYTES + Fattr3.POST_OP_SIZE));
  }

  private void list(RpcCall call, Target dir, Readdir3.Args args) throws ErrnoException {
    if (args.cookie() != 0 && args.cookieverf() != 0) {
      throw Errno.EINVAL.exception();
    }
    // Attributes from before the listing: if it changes meanwhile, the client will see that.
    Fattr3 before = Attributes3.of(dir.vfs().getattr(dir.caller(), dir.node()));
    XdrWriter reply = call.reply(NfsDoor.listingSize(call, args.count()));
    Readdir3.Listing listing = new Readdir3.Listing(reply, before, 0, args.count());
    boolean end =
        dir.vfs()
            .readdir(
                dir.caller(),
                dir.node(),
                args.cookie(),
                false,
                (name, fileid, cookie, entry) -> listing.entry(fileid, name.unsafeBytes(), cookie));
    if (listing.isEmpty() && !end) {
      fail(call, NfsStat3.NFS3ERR_TOOSMALL, dir);
    } else {
      listing.end(end);
    }
  }
}

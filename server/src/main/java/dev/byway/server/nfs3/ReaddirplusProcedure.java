package dev.byway.server.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.nfs3.Readdirplus3;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// READDIRPLUS, RFC 1813 §3.3.17: as READDIR, with handles and attributes.
final class ReaddirplusProcedure implements RpcProcedure {
  private final NfsDoor door;

  ReaddirplusProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "READDIRPLUS";
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Readdirplus3.Args args = Readdirplus3.Args.decode(call.args());
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
    new Readdirplus3.Res.Fail(status, NfsDoor.attributes(dir))
        .encode(call.reply(Integer.BYTES + Fattr3.POST_OP_SIZE));
  }

  private void list(RpcCall call, Target dir, Readdirplus3.Args args) throws ErrnoException {
    if (args.cookie() != 0 && args.cookieverf() != 0) {
      throw Errno.EINVAL.exception();
    }
    // Attributes from before the listing: if it changes meanwhile, the client will see that.
    Fattr3 before = Attributes3.of(dir.vfs().getattr(dir.caller(), dir.node()));
    XdrWriter reply = call.reply(NfsDoor.listingSize(call, args.maxcount()));
    Readdirplus3.Listing listing =
        new Readdirplus3.Listing(reply, before, 0, args.dircount(), args.maxcount());
    boolean end =
        dir.vfs()
            .readdir(
                dir.caller(),
                dir.node(),
                args.cookie(),
                true,
                (name, fileid, cookie, entry) -> add(listing, dir, name, fileid, cookie, entry));
    if (listing.isEmpty() && !end) {
      fail(call, NfsStat3.NFS3ERR_TOOSMALL, dir);
    } else {
      listing.end(end);
    }
  }

  private boolean add(
      Readdirplus3.Listing listing,
      Target dir,
      Name name,
      long fileid,
      long cookie,
      @Nullable Entry entry) {
    if (entry == null) {
      return listing.entry(fileid, name.unsafeBytes(), cookie, null, null);
    }
    Fattr3 attributes = Attributes3.of(entry.attributes());
    FileHandle3 handle = door.handle(dir.export(), entry.node());
    return listing.entry(fileid, name.unsafeBytes(), cookie, attributes, handle);
  }
}

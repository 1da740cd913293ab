package dev.byway.server.nfs3;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.Lookup3;
import dev.byway.wire.nfs3.Nfs3;
import org.jspecify.annotations.Nullable;

/// LOOKUP, RFC 1813 §3.3.3. `..` of an export's root is the root: nobody climbs out.
final class LookupProcedure implements RpcProcedure {
  private static final int MAX_RESULT =
      2 * Integer.BYTES + Nfs3.NFS3_FHSIZE + 2 * Fattr3.POST_OP_SIZE;

  private final NfsDoor door;

  LookupProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "LOOKUP";
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Lookup3.Args args = Lookup3.Args.decode(call.args());
    Target dir = null;
    Lookup3.Res res;
    try {
      dir = door.target(call, args.what().dir());
      res = found(dir, Name.of(args.what().name().unsafeBytes()));
    } catch (ErrnoException e) {
      res = failed(call, e, dir);
    }
    res.encode(call.reply(MAX_RESULT));
  }

  private Lookup3.Res found(Target dir, Name name) throws ErrnoException {
    Entry entry = dir.vfs().lookup(dir.caller(), dir.node(), name);
    return new Lookup3.Res.Ok(
        door.handle(dir.export(), entry.node()),
        Attributes3.of(entry.attributes()),
        NfsDoor.attributes(dir));
  }

  private static Lookup3.Res failed(RpcCall call, ErrnoException failure, @Nullable Target dir)
      throws ErrnoException {
    return new Lookup3.Res.Fail(NfsDoor.status(call, failure), NfsDoor.attributes(dir));
  }
}

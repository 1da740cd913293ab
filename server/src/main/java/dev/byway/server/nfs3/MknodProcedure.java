package dev.byway.server.nfs3;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Created;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.SetAttributes;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Ftype3;
import dev.byway.wire.nfs3.Mknod3;
import dev.byway.wire.nfs3.Mknoddata3;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.nfs3.Sattr3;

/// MKNOD, RFC 1813 §3.3.11.
final class MknodProcedure implements RpcProcedure {
  private final NfsDoor door;

  MknodProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "MKNOD";
  }

  @Override
  public boolean replay() {
    return true;
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Mknod3.Args args = Mknod3.Args.decode(call.args());
    Target dir = null;
    Mknod3.Res res;
    try {
      dir = door.target(call, args.where().dir());
      dir.requireChangeable();
      res =
          switch (args.what()) {
            case Mknoddata3.Device device ->
                make(dir, args, device.devAttributes(), device.major(), device.minor());
            case Mknoddata3.Pipe pipe -> make(dir, args, pipe.pipeAttributes(), 0, 0);
            case Mknoddata3.Other other ->
                new Mknod3.Res.Fail(NfsStat3.NFS3ERR_BADTYPE, NfsDoor.wcc(dir));
          };
    } catch (ErrnoException e) {
      res = new Mknod3.Res.Fail(NfsDoor.status(call, e), NfsDoor.wcc(dir));
    }
    res.encode(call.reply(NfsDoor.MAX_MADE));
  }

  private Mknod3.Res make(Target dir, Mknod3.Args args, Sattr3 sattr, int major, int minor)
      throws ErrnoException {
    Name name = Name.of(args.where().name().unsafeBytes());
    SetAttributes attributes = Sattr.of(sattr);
    FileType type = type(args.what().type());
    Created created =
        dir.vfs().mknod(dir.caller(), dir.node(), name, type, major, minor, attributes);
    dir.settle(created);
    return new Mknod3.Res.Ok(
        door.handle(dir.export(), created.entry().node()),
        Attributes3.of(created.entry().attributes()),
        Attributes3.of(created.directory()));
  }

  private static FileType type(Ftype3 type) {
    return switch (type) {
      case NF3REG -> FileType.REGULAR;
      case NF3DIR -> FileType.DIRECTORY;
      case NF3BLK -> FileType.BLOCK;
      case NF3CHR -> FileType.CHARACTER;
      case NF3LNK -> FileType.SYMLINK;
      case NF3SOCK -> FileType.SOCKET;
      case NF3FIFO -> FileType.FIFO;
    };
  }
}

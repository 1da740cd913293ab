package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Created;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Create4;
import dev.byway.wire.nfs4.NfsStat4;

/// CREATE, RFC 8881 §18.4: makes directories, symbolic links and special files.
final class CreateOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Create4.Args args = Create4.Args.decode(compound.args());
    Target dir = compound.current();
    Name name = Names.of(args.objname());
    SetAttributes attributes = SettableAttributes.of(args.attrs(), dir.export());
    if (attributes.size() != null) {
      return NfsStat4.NFS4ERR_INVAL;
    }
    dir.requireChangeable();
    Created created = made(dir, name, attributes, args);
    dir.settle(created);
    compound.current(dir, created.entry().node());
    new Create4.Ok(Names.info(created.directory()), args.attrs().attrmask()).encode(compound.out());
    return NfsStat4.NFS4_OK;
  }

  private static Created made(Target dir, Name name, SetAttributes attributes, Create4.Args args)
      throws ErrnoException, Nfs4Exception {
    Vfs vfs = dir.vfs();
    return switch (args.type()) {
      case NF4DIR -> vfs.mkdir(dir.caller(), dir.node(), name, attributes);
      case NF4LNK -> {
        if (args.linkdata().length() == 0) {
          throw Nfs4Exception.of(NfsStat4.NFS4ERR_INVAL);
        }
        byte[] link = args.linkdata().unsafeBytes();
        yield vfs.symlink(dir.caller(), dir.node(), name, link, attributes);
      }
      case NF4BLK -> special(dir, name, FileType.BLOCK, attributes, args);
      case NF4CHR -> special(dir, name, FileType.CHARACTER, attributes, args);
      case NF4SOCK -> special(dir, name, FileType.SOCKET, attributes, args);
      case NF4FIFO -> special(dir, name, FileType.FIFO, attributes, args);
      case NF4REG, NF4ATTRDIR, NF4NAMEDATTR -> throw Nfs4Exception.of(NfsStat4.NFS4ERR_BADTYPE);
    };
  }

  private static Created special(
      Target dir, Name name, FileType type, SetAttributes attributes, Create4.Args args)
      throws ErrnoException {
    return dir.vfs()
        .mknod(dir.caller(), dir.node(), name, type, args.major(), args.minor(), attributes);
  }
}

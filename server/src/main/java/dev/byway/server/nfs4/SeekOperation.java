package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.Seek;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.Seek4;

/// SEEK, RFC 7862 §15.11.
final class SeekOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Seek4.Args args = Seek4.Args.decode(compound.args());
    Seek what =
        switch (args.what()) {
          case Seek4.DATA -> Seek.DATA;
          case Seek4.HOLE -> Seek.HOLE;
          default -> throw Nfs4Exception.of(NfsStat4.NFS4ERR_UNION_NOTSUPP);
        };
    Io io = Io.of(compound, compound.current(), args.stateid(), Open4.READ);
    Seek4.Ok ok =
        io.use(
            false,
            (file, caller) -> {
              long size = file.getattr(caller).size();
              if (args.offset() < 0 || args.offset() >= size) {
                throw Errno.ENXIO.exception();
              }
              long found = found(file, caller, what, args.offset(), size);
              return new Seek4.Ok(found >= size, found);
            });
    ok.encode(compound.out());
    return NfsStat4.NFS4_OK;
  }

  private static long found(OpenFile file, Caller caller, Seek what, long offset, long size)
      throws ErrnoException {
    try {
      return file.seek(caller, what, offset);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENXIO) {
        return size; // nothing but a hole up to there
      }
      throw e;
    }
  }
}

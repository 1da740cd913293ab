package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Read4;
import dev.byway.wire.nfs4.ReadPlus4;

/// READ_PLUS, RFC 7862 §15.10: one segment of data.
final class ReadPlusOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Read4.Args args = Read4.Args.decode(compound.args());
    int filled = ReadOperation.fill(compound, args, ReadPlus4.DATA_OFFSET);
    int count = filled & ~ReadOperation.EOF;
    boolean eof = (filled & ReadOperation.EOF) != 0;
    ReadPlus4.encodeFilled(compound.out(), args.offset(), count, eof);
    return NfsStat4.NFS4_OK;
  }
}

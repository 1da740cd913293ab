package dev.byway.client.nfs3;

import dev.byway.client.rpc.RpcCall;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;

/// READ, RFC 1813 §3.3.6, with the data going straight into the caller's buffer.
final class ReadCall extends RpcCall {
  private final FileHandle3 file;
  private final long offset;
  private final int asked;
  private final ByteBuffer dst;
  private NfsStat3 status = NfsStat3.NFS3_OK;
  private int count;
  private boolean eof;

  /// @param dst filled from its position; what it has room for is what is asked
  ReadCall(OpaqueAuth credential, FileHandle3 file, long offset, ByteBuffer dst) {
    super(Nfs3.PROGRAM, Nfs3.VERSION, Nfs3Procedure.READ.number(), credential);
    this.file = file;
    this.offset = offset;
    this.asked = dst.remaining();
    this.dst = dst;
  }

  @Override
  protected void encode(XdrWriter arguments) {
    file.encode(arguments);
    arguments.int64(offset);
    arguments.int32(asked);
  }

  @Override
  protected int decode(XdrReader results) throws WireException {
    status = NfsStat3.decode(results);
    Fattr3.decodePostOp(results);
    if (status != NfsStat3.NFS3_OK) {
      return 0;
    }
    count = results.int32();
    eof = results.bool();
    int length = results.count(asked);
    if (count != length) {
      throw new WireException("READ count " + count + " with data of " + length);
    }
    return length;
  }

  @Override
  protected ByteBuffer sink() {
    return dst;
  }

  NfsStat3 status() {
    return status;
  }

  int asked() {
    return asked;
  }

  int count() {
    return count;
  }

  /// Whether the data reaches the end of the file; so does none.
  boolean eof() {
    return eof || (count == 0 && asked > 0);
  }
}

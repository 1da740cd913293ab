package dev.byway.client.nfs3;

import dev.byway.client.rpc.RpcCall;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.StableHow;
import dev.byway.wire.nfs3.Write3;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// WRITE, RFC 1813 §3.3.7, with the data sent straight from the caller's buffer.
final class WriteCall extends RpcCall {
  private final FileHandle3 file;
  private final long offset;
  private final StableHow stable;
  private final ByteBuffer src;
  private Write3.@Nullable Res result;

  /// @param src sent from its position to its limit, which stay
  WriteCall(
      OpaqueAuth credential, FileHandle3 file, long offset, StableHow stable, ByteBuffer src) {
    super(Nfs3.PROGRAM, Nfs3.VERSION, Nfs3Procedure.WRITE.number(), credential);
    this.file = file;
    this.offset = offset;
    this.stable = stable;
    this.src = src;
  }

  @Override
  protected void encode(XdrWriter arguments) {
    file.encode(arguments);
    arguments.int64(offset);
    arguments.int32(src.remaining());
    stable.encode(arguments);
    arguments.int32(src.remaining());
  }

  @Override
  protected ByteBuffer payload() {
    return src;
  }

  @Override
  protected int decode(XdrReader results) throws WireException {
    Write3.Res answer = Write3.Res.decode(results);
    if (answer instanceof Write3.Res.Ok ok && (ok.count() < 0 || ok.count() > src.remaining())) {
      throw new WireException("WRITE of " + ok.count() + " of " + src.remaining() + " bytes");
    }
    result = answer;
    return 0;
  }

  int asked() {
    return src.remaining();
  }

  /// Once the call is done and has not failed.
  Write3.Res result() {
    return Objects.requireNonNull(result);
  }
}

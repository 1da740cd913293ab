package dev.byway.client.rpc;

import dev.byway.wire.WireException;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A call whose arguments and results are small: decoded where they lie.
public final class SmallCall<R> extends RpcCall {
  /// Writes arguments.
  public interface Encoder {
    void encode(XdrWriter writer);
  }

  /// Reads results.
  public interface Decoder<R> {
    R decode(XdrReader reader) throws WireException;
  }

  private final Encoder encoder;
  private final Decoder<R> decoder;
  private @Nullable R result;

  public SmallCall(
      int program,
      int version,
      int procedure,
      OpaqueAuth credential,
      Encoder encoder,
      Decoder<R> decoder) {
    super(program, version, procedure, credential);
    this.encoder = encoder;
    this.decoder = decoder;
  }

  @Override
  protected void encode(XdrWriter arguments) {
    encoder.encode(arguments);
  }

  @Override
  protected int decode(XdrReader results) throws WireException {
    result = decoder.decode(results);
    return 0;
  }

  /// Once the call is done and has not failed.
  public R result() {
    return Objects.requireNonNull(result);
  }
}

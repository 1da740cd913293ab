package dev.byway.wire.rpc;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;

/// Credential or verifier, RFC 5531 §8.2.
///
///     struct opaque_auth {
///         auth_flavor flavor;
///         opaque body<400>;
///     };
///
/// @param flavor of [AuthFlavor], or any other that a peer uses
/// @param body after decoding, a view of the message: it lives as long as the message's buffer, and
///     comparing it with the last one of the connection saves decoding it. Never moved by encoding
public record OpaqueAuth(int flavor, ByteBuffer body) {
  /// Most bytes in a body.
  public static final int MAX_BODY = 400;

  /// AUTH_NONE with an empty body.
  public static final OpaqueAuth NONE =
      new OpaqueAuth(AuthFlavor.AUTH_NONE, ByteBuffer.allocate(0));

  /// Bytes of [#NONE] on the wire.
  public static final int NONE_SIZE = 2 * Integer.BYTES;

  /// Copies nothing.
  public static OpaqueAuth decode(XdrReader reader) throws WireException {
    int flavor = reader.int32();
    ByteBuffer body = reader.opaqueSlice(MAX_BODY);
    return flavor == AuthFlavor.AUTH_NONE && !body.hasRemaining()
        ? NONE
        : new OpaqueAuth(flavor, body);
  }

  public void encode(XdrWriter writer) {
    writer.int32(flavor);
    writer.opaque(body);
  }
}

package dev.byway.wire.nlm4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// Results of LOCK, CANCEL, UNLOCK and GRANTED.
///
///     struct nlm4_res { netobj cookie; struct { nlm4_stats stat; } stat; };
///
/// @param cookie of the arguments
public record Nlm4Res(Netobj cookie, Nlm4Stats stat) {
  public static Nlm4Res decode(XdrReader reader) throws WireException {
    return new Nlm4Res(Netobj.decode(reader), Nlm4Stats.decode(reader));
  }

  public void encode(XdrWriter writer) {
    cookie.encode(writer);
    stat.encode(writer);
  }
}

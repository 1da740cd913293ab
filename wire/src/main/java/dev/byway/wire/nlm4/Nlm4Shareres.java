package dev.byway.wire.nlm4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// Results of SHARE and UNSHARE.
///
///     struct nlm4_shareres { netobj cookie; nlm4_stats stat; int32 sequence; };
public record Nlm4Shareres(Netobj cookie, Nlm4Stats stat, int sequence) {
  public static Nlm4Shareres decode(XdrReader reader) throws WireException {
    return new Nlm4Shareres(Netobj.decode(reader), Nlm4Stats.decode(reader), reader.int32());
  }

  public void encode(XdrWriter writer) {
    cookie.encode(writer);
    stat.encode(writer);
    writer.int32(sequence);
  }
}

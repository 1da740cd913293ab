package dev.byway.wire.nlm4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// Arguments of FREE_ALL: a host has restarted, and holds nothing any more.
///
///     struct nlm4_notify { string name<LM_MAXSTRLEN>; int32 state; };
public record Nlm4Notify(XdrString name, int state) {
  public static Nlm4Notify decode(XdrReader reader) throws WireException {
    return new Nlm4Notify(reader.string(Nlm4.LM_MAXSTRLEN), reader.int32());
  }

  public void encode(XdrWriter writer) {
    writer.string(name);
    writer.int32(state);
  }
}

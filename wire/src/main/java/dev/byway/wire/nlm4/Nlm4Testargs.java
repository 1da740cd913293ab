package dev.byway.wire.nlm4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// Arguments of TEST; those of GRANTED are the same.
///
///     struct nlm4_testargs { netobj cookie; bool exclusive; nlm4_lock alock; };
public record Nlm4Testargs(Netobj cookie, boolean exclusive, Nlm4Lock alock) {
  public static Nlm4Testargs decode(XdrReader reader) throws WireException {
    return new Nlm4Testargs(Netobj.decode(reader), reader.bool(), Nlm4Lock.decode(reader));
  }

  public void encode(XdrWriter writer) {
    cookie.encode(writer);
    writer.bool(exclusive);
    alock.encode(writer);
  }
}

package dev.byway.wire.nlm4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// Arguments of CANCEL: those of the LOCK that waits.
///
///     struct nlm4_cancargs { netobj cookie; bool block; bool exclusive; nlm4_lock alock; };
public record Nlm4Cancargs(Netobj cookie, boolean block, boolean exclusive, Nlm4Lock alock) {
  public static Nlm4Cancargs decode(XdrReader reader) throws WireException {
    return new Nlm4Cancargs(
        Netobj.decode(reader), reader.bool(), reader.bool(), Nlm4Lock.decode(reader));
  }

  public void encode(XdrWriter writer) {
    cookie.encode(writer);
    writer.bool(block);
    writer.bool(exclusive);
    alock.encode(writer);
  }
}

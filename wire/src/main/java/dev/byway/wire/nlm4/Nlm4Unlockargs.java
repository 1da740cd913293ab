package dev.byway.wire.nlm4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// Arguments of UNLOCK.
///
///     struct nlm4_unlockargs { netobj cookie; nlm4_lock alock; };
public record Nlm4Unlockargs(Netobj cookie, Nlm4Lock alock) {
  public static Nlm4Unlockargs decode(XdrReader reader) throws WireException {
    return new Nlm4Unlockargs(Netobj.decode(reader), Nlm4Lock.decode(reader));
  }

  public void encode(XdrWriter writer) {
    cookie.encode(writer);
    alock.encode(writer);
  }
}

package dev.byway.wire.nlm4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// Arguments of LOCK, and of NM_LOCK.
///
///     struct nlm4_lockargs {
///         netobj cookie; bool block; bool exclusive; nlm4_lock alock; bool reclaim; int32 state;
///     };
///
/// @param block wait if need be: BLOCKED, and GRANTED some day
/// @param reclaim held before the server restarted
/// @param state the client's, of its status monitor
public record Nlm4Lockargs(
    Netobj cookie, boolean block, boolean exclusive, Nlm4Lock alock, boolean reclaim, int state) {
  public static Nlm4Lockargs decode(XdrReader reader) throws WireException {
    return new Nlm4Lockargs(
        Netobj.decode(reader),
        reader.bool(),
        reader.bool(),
        Nlm4Lock.decode(reader),
        reader.bool(),
        reader.int32());
  }

  public void encode(XdrWriter writer) {
    cookie.encode(writer);
    writer.bool(block);
    writer.bool(exclusive);
    alock.encode(writer);
    writer.bool(reclaim);
    writer.int32(state);
  }
}

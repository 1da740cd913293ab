package dev.byway.wire.nsm1;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// Arguments of SM_NOTIFY: a host has restarted. No results.
///
///     struct stat_chge { string mon_name<SM_MAXSTRLEN>; int state; };
///
/// @param monName the host
/// @param state odd when it is up, larger with each restart
public record StatChge(XdrString monName, int state) {
  public static StatChge decode(XdrReader reader) throws WireException {
    return new StatChge(reader.string(Nsm1.SM_MAXSTRLEN), reader.int32());
  }

  public void encode(XdrWriter writer) {
    writer.string(monName);
    writer.int32(state);
  }
}

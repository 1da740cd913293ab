package dev.byway.server.mount3;

import dev.byway.server.export.ClientMatch;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Export;
import dev.byway.server.export.Exports;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.wire.mount3.Export3;
import dev.byway.wire.mount3.Export3.Exportnode;
import dev.byway.wire.xdr.XdrString;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// EXPORT, RFC 1813 §5.2.5: the exports that this client may mount, as many as fit the reply. What
/// others may mount is not its business.
final class ExportProcedure implements RpcProcedure {
  private final String name;
  private final Exports exports;

  ExportProcedure(String name, Exports exports) {
    this.name = name;
    this.exports = exports;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void execute(RpcCall call) {
    InetAddress client = call.connection().peer().getAddress();
    List<Exportnode> nodes = new ArrayList<>();
    int size = Integer.BYTES;
    for (Export each : exports.table().all()) {
      if (each.rule(client) != null) {
        Exportnode node = new Exportnode(XdrString.of(each.name()), groups(each));
        if (size + node.encodedSize() > call.maxResultBytes()) {
          break;
        }
        size += node.encodedSize();
        nodes.add(node);
      }
    }
    new Export3(nodes).encode(call.reply(size));
  }

  /// None at all means everyone, §5.2.5.
  private static List<XdrString> groups(Export export) {
    List<XdrString> groups = new ArrayList<>();
    for (ClientRule rule : export.spec().clients()) {
      if (rule.match().equals(ClientMatch.ANYONE)) {
        return List.of();
      }
      groups.add(XdrString.of(rule.match().toString()));
    }
    return groups;
  }
}

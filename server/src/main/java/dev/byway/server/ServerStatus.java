package dev.byway.server;

import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Export;
import dev.byway.server.export.Exports;
import dev.byway.server.export.OpenFiles;
import dev.byway.server.localio.LocalioStatus;
import dev.byway.server.mount3.MountList;
import dev.byway.server.rpc.ProcedureCount;
import dev.byway.server.rpc.RpcConnection;
import dev.byway.server.rpc.RpcServer;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A server at one moment: plain data, for people and programs to look at.
///
/// @param started when it was started
/// @param addresses it listens on
/// @param exports in the order of their names
/// @param clients with open TCP connections, in the order of their addresses
/// @param mounts who says that he mounted what
/// @param operations counts and latencies since the start, a line for each procedure called
/// @param openFiles files kept open for callers that may come back
/// @param localio clients on this host and what they were lent
public record ServerStatus(
    Instant started,
    List<InetSocketAddress> addresses,
    List<ExportLine> exports,
    List<ClientLine> clients,
    List<MountList.Mount> mounts,
    List<ProcedureCount> operations,
    int openFiles,
    LocalioStatus localio) {

  /// One export.
  ///
  /// @param rules as [ClientRule#toString]
  public record ExportLine(
      String name, String room, List<String> rules, boolean sync, String localio) {
    static ExportLine of(Export export) {
      return new ExportLine(
          export.name(),
          export.spec().room(),
          export.spec().clients().stream().map(ClientRule::toString).toList(),
          export.spec().sync(),
          export.spec().localio().name().toLowerCase(Locale.ROOT));
    }
  }

  /// One client.
  ///
  /// @param address without port
  /// @param connections open TCP connections
  public record ClientLine(String address, int connections) {}

  static ServerStatus of(
      Instant started,
      List<InetSocketAddress> addresses,
      Exports exports,
      OpenFiles openFiles,
      MountList mounts,
      RpcServer rpc,
      LocalioStatus localio) {
    return new ServerStatus(
        started,
        List.copyOf(addresses),
        exports.table().all().stream().map(ExportLine::of).toList(),
        clients(rpc),
        mounts.all(),
        rpc.counts(),
        openFiles.size(),
        localio);
  }

  private static List<ClientLine> clients(RpcServer rpc) {
    Map<String, Integer> connections = new TreeMap<>();
    for (RpcConnection each : rpc.connections()) {
      connections.merge(each.peer().getAddress().getHostAddress(), 1, Integer::sum);
    }
    List<ClientLine> clients = new ArrayList<>();
    connections.forEach((address, count) -> clients.add(new ClientLine(address, count)));
    return clients;
  }
}

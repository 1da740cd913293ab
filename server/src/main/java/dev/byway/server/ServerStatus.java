package dev.byway.server;

import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Export;
import dev.byway.server.export.Exports;
import dev.byway.server.export.OpenFiles;
import dev.byway.server.localio.LocalioServer;
import dev.byway.server.localio.LocalioStatus;
import dev.byway.server.mount3.MountList;
import dev.byway.server.rpc.ProcedureCount;
import dev.byway.server.rpc.RpcConnection;
import dev.byway.server.rpc.RpcServer;
import dev.byway.server.work.WorkerLoad;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A server at one moment: plain data, for people and programs to look at.
///
/// @param started when it was started
/// @param addresses it listens on
/// @param exports in the order of their names
/// @param clients in the order of their addresses
/// @param mounts who says that he mounted what
/// @param operations counts and latencies since the start, a line for each procedure called
/// @param workers how busy they are
/// @param openFiles files kept open for callers that may come back
/// @param localio clients on this host and what they were lent
public record ServerStatus(
    Instant started,
    List<InetSocketAddress> addresses,
    List<ExportLine> exports,
    List<ClientLine> clients,
    List<MountList.Mount> mounts,
    List<ProcedureCount> operations,
    WorkerLoad workers,
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

  /// Connections from one address that take the same road for the same reason.
  ///
  /// @param address without port
  /// @param connections open TCP connections; none where a client on this host keeps what it was
  ///     lent while its connection is made anew
  public record ClientLine(String address, int connections, LocalioStatus.Road road) {
    private static ClientLine merge(ClientLine one, ClientLine other) {
      return new ClientLine(one.address, one.connections + other.connections, one.road);
    }
  }

  static ServerStatus of(
      Instant started,
      List<InetSocketAddress> addresses,
      Exports exports,
      OpenFiles openFiles,
      MountList mounts,
      RpcServer rpc,
      @Nullable LocalioServer localio) {
    LocalioStatus lent = localio == null ? LocalioStatus.OFF : localio.status();
    return new ServerStatus(
        started,
        List.copyOf(addresses),
        exports.table().all().stream().map(ExportLine::of).toList(),
        clients(rpc, localio, lent),
        mounts.all(),
        rpc.counts(),
        rpc.load(),
        openFiles.size(),
        lent);
  }

  private static List<ClientLine> clients(
      RpcServer rpc, @Nullable LocalioServer localio, LocalioStatus lent) {
    Map<String, ClientLine> lines = new TreeMap<>();
    for (RpcConnection each : rpc.connections()) {
      add(lines, each.peer(), 1, localio == null ? LocalioStatus.Road.OFF : localio.road(each));
    }
    for (LocalioStatus.Client each : lent.clients()) {
      if (!each.connected()) {
        add(lines, each.address(), 0, each.road());
      }
    }
    return List.copyOf(lines.values());
  }

  private static void add(
      Map<String, ClientLine> lines,
      InetSocketAddress peer,
      int connections,
      LocalioStatus.Road road) {
    String address = peer.getAddress().getHostAddress();
    lines.merge(
        address + " " + road, new ClientLine(address, connections, road), ClientLine::merge);
  }
}

package dev.byway.cli;

import dev.byway.bench.CopyRoad;
import dev.byway.bench.RawRoad;
import dev.byway.bench.Road;
import dev.byway.bench.VfsRoad;
import dev.byway.bench.WireRoad;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.client.localio.LocalioVfs;
import dev.byway.client.nfs3.Nfs3Vfs;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The roads to one file of an NFS server.
final class Roads implements AutoCloseable {
  private final Caller caller = LocalRooms.self();
  private final Nfs3Vfs wire;
  private final @Nullable LocalioVfs byway;
  private final @Nullable Vfs cached;
  private final Name name;

  /// @param directory URL of the file's directory
  Roads(NfsUrl directory, String file) throws IOException {
    this(directory, file, false);
  }

  /// @param cached with the wire through the client's cache as another road, and plain copying
  Roads(NfsUrl directory, String file, boolean cached) throws IOException {
    wire = NfsMount.openWire(directory);
    byway =
        directory.isOn("localio", true)
            ? NfsMount.open(directory, NfsMount.localio(directory))
            : null;
    this.cached = cached ? NfsMount.open(directory.with("localio", "off")) : null;
    name = Name.of(file);
  }

  Caller caller() {
    return caller;
  }

  Nfs3Vfs wire() {
    return wire;
  }

  /// @throws Failure it is switched off
  LocalioVfs byway() {
    if (byway == null) {
      throw new Failure("the byway is switched off");
    }
    return byway;
  }

  /// Opens the file and reads a byte: what the byway then says of its road is true.
  String road() throws IOException {
    if (byway == null) {
      return "wire: localio=off";
    }
    try (OpenFile file = byway.open(caller, onByway(), OpenHow.READ_WRITE)) {
      file.read(caller, ByteBuffer.allocateDirect(1), 0);
      var report = byway.report();
      String why = report.files().isEmpty() ? "" : report.files().getFirst().reason();
      return why.isEmpty() ? report.road() + ": " + report.reason() : "wire: " + why;
    }
  }

  private Node onByway() throws IOException {
    return byway().lookup(caller, byway().root(), name).node();
  }

  /// @param file where it is on this machine, if it is
  List<Road> all(@Nullable Path file) throws IOException {
    List<Road> roads = new ArrayList<>();
    if (file != null) {
      roads.add(new RawRoad(file));
    }
    if (byway != null) {
      roads.add(new VfsRoad("byway", byway, caller, onByway()));
    }
    if (cached != null) {
      Node there = cached.lookup(caller, cached.root(), name).node();
      roads.add(new CopyRoad(cached.getattr(caller, there).size()));
      roads.add(new VfsRoad("cached", cached, caller, there));
    }
    roads.add(new WireRoad(wire, caller, wire.lookup(caller, wire.root(), name).node()));
    return roads;
  }

  @Override
  public void close() {
    wire.close();
    if (byway != null) {
      byway.close();
    }
    if (cached != null) {
      cached.close();
    }
  }
}

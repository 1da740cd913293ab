package dev.byway.server.config;

import dev.byway.server.export.ExportSpec;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a configuration file says; null where it says nothing, and the command line or the default
/// decides.
///
/// @param listen addresses to listen on, empty when not said
/// @param ninep where 9P is served: addresses, and paths of UNIX sockets
/// @param state folder for what must outlive the process
/// @param workers most threads that wait for disks, 1 to 1024
/// @param localio whether neighbours may leave the wire at all
/// @param rendezvous folder where neighbours on this machine find each other
/// @param exports in the order of the file
public record ServerConfig(
    List<InetSocketAddress> listen,
    List<NinepPlace> ninep,
    @Nullable Path state,
    @Nullable Integer workers,
    @Nullable Portmap portmap,
    @Nullable Boolean localio,
    @Nullable Path rendezvous,
    List<ExportSpec> exports) {
  public ServerConfig {
    listen = List.copyOf(listen);
    ninep = List.copyOf(ninep);
    exports = List.copyOf(exports);
  }
}

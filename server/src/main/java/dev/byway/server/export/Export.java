package dev.byway.server.export;

import dev.byway.vfs.Vfs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// A room under a name with its rules, as it is until the next reload. Immutable; after a reload
/// that changed its rules there is another object with the same id and the same room.
public final class Export {
  /// Ports below this one are given only to privileged processes.
  private static final int FIRST_UNPRIVILEGED_PORT = 1024;

  private final int id;
  private final ExportSpec spec;
  private final Vfs vfs;

  Export(int id, ExportSpec spec, Vfs vfs) {
    this.id = id;
    this.spec = spec;
    this.vfs = vfs;
  }

  /// The same for this name and room for as long as the state folder lives: handles carry it.
  public int id() {
    return id;
  }

  public String name() {
    return spec.name();
  }

  public ExportSpec spec() {
    return spec;
  }

  /// Closed when the export is withdrawn: calls under way then fail as if the node were gone.
  public Vfs vfs() {
    return vfs;
  }

  /// What this client may do; null when it may do nothing. For listings and decisions that do not
  /// depend on the port.
  public @Nullable ClientRule rule(InetAddress client) {
    for (ClientRule rule : spec.clients()) {
      if (rule.match().matches(client)) {
        return rule;
      }
    }
    return null;
  }

  /// What a call from this address and port may do; null when it may do nothing.
  public @Nullable ClientRule rule(InetSocketAddress peer) {
    ClientRule rule = rule(peer.getAddress());
    boolean refused =
        rule != null && rule.securePorts() && peer.getPort() >= FIRST_UNPRIVILEGED_PORT;
    return refused ? null : rule;
  }

  @Override
  public String toString() {
    return spec.name();
  }
}

package dev.byway.server.config;

/// How clients that only know the host find the server's port.
public enum Portmap {
  /// Not at all: they are told the port (`port=`, `mountport=`).
  OFF,
  /// Registered with the rpcbind that runs on this machine.
  REGISTER,
  /// The server answers port 111 itself.
  SERVE
}

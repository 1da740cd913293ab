package dev.byway.server.export;

/// What an export lends to neighbour processes (see LOCALIO in the architecture).
public enum LocalioPolicy {
  /// Nothing: everything goes over the wire.
  OFF,
  /// Descriptors that give no more than the export gives, whoever receives them.
  SAFE,
  /// Also descriptors by which a receiver with stronger local rights could do more: this host's
  /// processes are trusted as much as the server itself.
  TRUST
}

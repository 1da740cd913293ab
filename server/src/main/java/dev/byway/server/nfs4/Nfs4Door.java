package dev.byway.server.nfs4;

import dev.byway.server.export.Exports;
import dev.byway.server.export.FileHandles;
import dev.byway.server.export.OpenFiles;
import dev.byway.server.state.Clients;
import dev.byway.server.state.FileStates;

/// What all operations share. Any thread.
///
/// @param exports what is served
/// @param verifier different each time the server starts, since then unstable data may be lost
/// @param identity tells this server from all others, the same for as long as its state folder
///     lives
record Nfs4Door(
    Exports exports,
    FileHandles handles,
    OpenFiles openFiles,
    Clients clients,
    long verifier,
    String identity) {
  /// How often a call opens a file anew that was closed, or changed hands, before it was used.
  static final int ATTEMPTS = 3;

  /// Most bytes of a READ or a WRITE.
  static final int TRANSFER_MAX = 1 << 20;

  FileStates files() {
    return clients.files();
  }

  /// The write verifier (RFC 8881 §18.32.3): changes when the server was restarted, and when the
  /// room says that it lost data.
  long verifier(long roomVerifier) {
    return verifier ^ roomVerifier * 0x9e3779b97f4a7c15L;
  }
}

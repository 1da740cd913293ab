package dev.byway.server.nfs4;

import dev.byway.server.export.Exports;
import dev.byway.server.export.FileHandles;
import dev.byway.server.export.OpenFiles;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.server.rpc.RpcProgram;
import dev.byway.server.state.Clients;
import dev.byway.vfs.Vfs;
import dev.byway.wire.nfs4.Nfs4;
import org.jspecify.annotations.Nullable;

/// Program 100003, version 4: NULL and COMPOUND.
public final class Nfs4Program implements RpcProgram {
  private final RpcProcedure nothing = new NullProcedure();
  private final RpcProcedure compound;
  private final Clients clients;

  /// @param clients and what they hold
  /// @param verifier different each time the server starts, since then unstable data may be lost
  /// @param identity see [dev.byway.server.export.StateFolder#identity]
  public Nfs4Program(
      Exports exports,
      FileHandles handles,
      OpenFiles openFiles,
      Clients clients,
      long verifier,
      String identity) {
    this.clients = clients;
    this.compound =
        new CompoundProcedure(
            new Nfs4Door(exports, handles, openFiles, clients, verifier, identity));
  }

  @Override
  public int number() {
    return Nfs4.PROGRAM;
  }

  @Override
  public String name() {
    return "nfs";
  }

  @Override
  public int low() {
    return Nfs4.VERSION;
  }

  @Override
  public int high() {
    return Nfs4.VERSION;
  }

  @Override
  public @Nullable RpcProcedure procedure(int version, int number) {
    return switch (number) {
      case Nfs4.NULL -> nothing;
      case Nfs4.COMPOUND -> compound;
      default -> null;
    };
  }

  /// Closes what clients have open in a room that goes.
  public void dropAll(Vfs vfs) {
    clients.files().dropAll(vfs);
  }
}

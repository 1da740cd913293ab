package dev.byway.server.nfs3;

import dev.byway.server.export.FileHandles;
import dev.byway.server.export.OpenFiles;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.server.rpc.RpcProgram;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import org.jspecify.annotations.Nullable;

/// Program 100003, version 3: the procedures of RFC 1813 §3.3 over the exports' rooms.
public final class Nfs3Program implements RpcProgram {
  private final RpcProcedure[] procedures;

  /// @param handles of all doors
  /// @param openFiles of all doors
  /// @param verifier different each time the server starts, since then unstable data may be lost
  public Nfs3Program(FileHandles handles, OpenFiles openFiles, long verifier) {
    NfsDoor door = new NfsDoor(handles, openFiles, verifier);
    Nfs3Procedure[] all = Nfs3Procedure.values();
    procedures = new RpcProcedure[all.length];
    for (Nfs3Procedure each : all) {
      procedures[each.number()] = procedure(each, door);
    }
  }

  @Override
  public int number() {
    return Nfs3.PROGRAM;
  }

  @Override
  public String name() {
    return "nfs";
  }

  @Override
  public int low() {
    return Nfs3.VERSION;
  }

  @Override
  public int high() {
    return Nfs3.VERSION;
  }

  @Override
  public @Nullable RpcProcedure procedure(int version, int number) {
    return number >= 0 && number < procedures.length ? procedures[number] : null;
  }

  private static RpcProcedure procedure(Nfs3Procedure procedure, NfsDoor door) {
    return switch (procedure) {
      case NULL -> new NullProcedure();
      case GETATTR -> new GetattrProcedure(door);
      case SETATTR -> new SetattrProcedure(door);
      case LOOKUP -> new LookupProcedure(door);
      case ACCESS -> new AccessProcedure(door);
      case READLINK -> new ReadlinkProcedure(door);
      case READ -> new ReadProcedure(door);
      case WRITE -> new WriteProcedure(door);
      case CREATE -> new CreateProcedure(door);
      case MKDIR -> new MkdirProcedure(door);
      case SYMLINK -> new SymlinkProcedure(door);
      case MKNOD -> new MknodProcedure(door);
      case REMOVE -> new RemoveProcedure(door);
      case RMDIR -> new RmdirProcedure(door);
      case RENAME -> new RenameProcedure(door);
      case LINK -> new LinkProcedure(door);
      case READDIR -> new ReaddirProcedure(door);
      case READDIRPLUS -> new ReaddirplusProcedure(door);
      case FSSTAT -> new FsstatProcedure(door);
      case FSINFO -> new FsinfoProcedure(door);
      case PATHCONF -> new PathconfProcedure(door);
      case COMMIT -> new CommitProcedure(door);
    };
  }
}

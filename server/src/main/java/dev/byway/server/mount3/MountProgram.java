package dev.byway.server.mount3;

import dev.byway.server.export.Exports;
import dev.byway.server.export.FileHandles;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.server.rpc.RpcProgram;
import dev.byway.wire.mount3.Mount3;
import dev.byway.wire.mount3.MountProcedure;
import org.jspecify.annotations.Nullable;

/// Program 100005, versions 1 and 3. They share all procedures but MNT: a handle of version 1 has
/// 32 bytes and is for NFS version 2, which is not served.
public final class MountProgram implements RpcProgram {
  /// EXPORTALL of version 1, RFC 1094 §A.5.7, which answers as EXPORT.
  private static final int EXPORTALL = 6;

  private final RpcProcedure[] procedures;
  private final RpcProcedure mnt1 = new Mnt1Procedure();
  private final RpcProcedure exportAll;

  public MountProgram(Exports exports, FileHandles handles, MountList mounts) {
    MountProcedure[] all = MountProcedure.values();
    procedures = new RpcProcedure[all.length];
    for (MountProcedure each : all) {
      procedures[each.number()] =
          switch (each) {
            case NULL -> new NullProcedure();
            case MNT -> new MntProcedure(exports, handles, mounts);
            case DUMP -> new DumpProcedure(mounts);
            case UMNT -> new UmntProcedure(mounts);
            case UMNTALL -> new UmntallProcedure(mounts);
            case EXPORT -> new ExportProcedure("EXPORT", exports);
          };
    }
    exportAll = new ExportProcedure("EXPORTALL", exports);
  }

  @Override
  public int number() {
    return Mount3.PROGRAM;
  }

  @Override
  public String name() {
    return "mount";
  }

  @Override
  public int low() {
    return Mount3.VERSION_1;
  }

  @Override
  public int high() {
    return Mount3.VERSION;
  }

  @Override
  public boolean serves(int version) {
    return version == Mount3.VERSION || version == Mount3.VERSION_1;
  }

  @Override
  public @Nullable RpcProcedure procedure(int version, int number) {
    if (version == Mount3.VERSION_1 && number == MountProcedure.MNT.number()) {
      return mnt1;
    }
    if (version == Mount3.VERSION_1 && number == EXPORTALL) {
      return exportAll;
    }
    return number >= 0 && number < procedures.length ? procedures[number] : null;
  }
}

package dev.byway.server.rpc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// NFS as one program of several versions, each of which is one here.
public final class NfsVersions implements RpcProgram {
  private final List<RpcProgram> versions;

  /// @param versions of one program, a version each, from the lowest to the highest without a gap
  public NfsVersions(List<RpcProgram> versions) {
    this.versions = List.copyOf(versions);
  }

  @Override
  public int number() {
    return versions.getFirst().number();
  }

  @Override
  public String name() {
    return versions.getFirst().name();
  }

  @Override
  public int low() {
    return versions.getFirst().low();
  }

  @Override
  public int high() {
    return versions.getLast().high();
  }

  @Override
  public @Nullable RpcProcedure procedure(int version, int number) {
    return versions.get(version - low()).procedure(version, number);
  }
}

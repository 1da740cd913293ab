package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.wire.WireException;

/// COMPOUND, RFC 8881 §16.2.
final class CompoundProcedure implements RpcProcedure {
  private final Nfs4Door door;
  private final Operations operations;

  CompoundProcedure(Nfs4Door door) {
    this.door = door;
    this.operations = new Operations();
  }

  @Override
  public String name() {
    return "COMPOUND";
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Compound compound =
        call.parked() instanceof Compound begun ? begun : new Compound(door, operations);
    compound.run(call);
  }
}

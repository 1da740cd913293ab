package dev.byway.server.nlm4;

import dev.byway.server.rpc.RpcProcedure;

/// What goes to the workers at once: a lock may be one of a file on another server.
abstract class LockingProcedure implements RpcProcedure {
  private final String name;
  private final LockDoor door;

  LockingProcedure(String name, LockDoor door) {
    this.name = name;
    this.door = door;
  }

  final LockDoor door() {
    return door;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean nowaitFirst() {
    return false;
  }
}

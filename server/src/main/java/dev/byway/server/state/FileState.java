package dev.byway.server.state;

import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import dev.byway.wire.xdr.XdrString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who has a file open, and how. All but the node with its monitor held.
public final class FileState {
  private final Vfs vfs;
  private final Node node;
  private final List<OpenState> opens = new ArrayList<>(1);

  /// Nobody has it open any more and it is in no table: find it anew.
  boolean dead;

  FileState(Vfs vfs, Node node) {
    this.vfs = vfs;
    this.node = node;
  }

  public Vfs vfs() {
    return vfs;
  }

  public Node node() {
    return node;
  }

  List<OpenState> opens() {
    return opens;
  }

  @Nullable OpenState open(Client client, XdrString owner) {
    for (OpenState each : opens) {
      if (each.client() == client && each.owner().equals(owner)) {
        return each;
      }
    }
    return null;
  }

  /// An open of somebody else that keeps this one from being.
  ///
  /// @param mine does not count; null: all count
  /// @param access bits that are wanted
  /// @param deny bits that nobody may have
  @Nullable OpenState conflict(@Nullable OpenState mine, int access, int deny) {
    for (OpenState each : opens) {
      if (each != mine && ((access & each.deny()) != 0 || (deny & each.access()) != 0)) {
        return each;
      }
    }
    return null;
  }
}

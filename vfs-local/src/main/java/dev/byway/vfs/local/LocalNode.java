package dev.byway.vfs.local;

import dev.byway.vfs.Node;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A file by its identity, which outlives its names and its place in memory.
final class LocalNode implements Node {
  final Tree tree;
  final long ino;
  private final byte[] handle;
  private final int hash;

  /// Where it was found last; may have been dropped since.
  @Nullable Inode inode;

  LocalNode(Tree tree, byte[] handle) {
    this.tree = tree;
    this.handle = handle;
    this.ino = FileId.ino(handle);
    this.hash = Arrays.hashCode(handle);
  }

  @Override
  public byte[] handle() {
    return handle;
  }

  @Override
  public boolean equals(Object object) {
    return object == this
        || (object instanceof LocalNode that
            && tree == that.tree
            && Arrays.equals(handle, that.handle));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(handle);
  }
}

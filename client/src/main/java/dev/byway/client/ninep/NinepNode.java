package dev.byway.client.ninep;

import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A file of a server: known by the path of its qid, found by the name it had last.
final class NinepNode implements Node {
  /// Bytes of a handle: the path, and a sum of it.
  static final int HANDLE = 2 * Long.BYTES;

  private final NinepVfs room;
  private final long path;
  private final byte[] handle;
  volatile @Nullable NinepNode parent;
  volatile @Nullable Name name;
  volatile @Nullable FileType type;

  NinepNode(NinepVfs room, long path) {
    this.room = room;
    this.path = path;
    this.handle =
        ByteBuffer.allocate(HANDLE).putLong(path).putLong(path * 0x9e3779b97f4a7c15L + 1).array();
  }

  NinepVfs room() {
    return room;
  }

  /// Of its qid.
  long path() {
    return path;
  }

  @Override
  public byte[] handle() {
    return handle;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof NinepNode that && path == that.path && room == that.room;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(path);
  }

  @Override
  public String toString() {
    return "9p:" + Long.toHexString(path);
  }
}

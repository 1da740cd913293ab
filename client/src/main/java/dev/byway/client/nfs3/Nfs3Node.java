package dev.byway.client.nfs3;

import dev.byway.vfs.Node;
import dev.byway.wire.nfs3.FileHandle3;

/// A file of an NFSv3 server: its file handle, which may be longer than other rooms' handles.
final class Nfs3Node implements Node {
  private final Nfs3Vfs room;
  private final FileHandle3 file;

  Nfs3Node(Nfs3Vfs room, FileHandle3 file) {
    this.room = room;
    this.file = file;
  }

  Nfs3Vfs room() {
    return room;
  }

  FileHandle3 file() {
    return file;
  }

  @Override
  public byte[] handle() {
    return file.unsafeBytes();
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Nfs3Node that && room == that.room && file.equals(that.file);
  }

  @Override
  public int hashCode() {
    return file.hashCode();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}

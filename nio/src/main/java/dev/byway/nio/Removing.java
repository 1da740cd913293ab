package dev.byway.nio;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Vfs;
import java.io.IOException;

/// `Files.delete`: a name of a file, or an empty directory.
final class Removing {
  private Removing() {}

  static void remove(VfsPath path) throws IOException {
    VfsFileSystem files = path.getFileSystem();
    files.mayChange();
    files.at(
        path,
        () -> {
          remove(files, files.walk().place(path, false));
          return true;
        });
  }

  static void remove(VfsFileSystem files, Walk.Place place) throws ErrnoException {
    Vfs room = files.room();
    if (place.present().attributes().isDirectory()) {
      room.rmdir(files.caller(), place.parent(), place.name());
    } else {
      room.unlink(files.caller(), place.parent(), place.name());
    }
  }

  /// @throws IOException also when it is a directory
  static void file(Walk walk, VfsPath path) throws IOException {
    VfsFileSystem files = path.getFileSystem();
    files.mayChange();
    files.at(
        path,
        () -> {
          Walk.Place place = walk.place(path, false);
          return files.room().unlink(files.caller(), place.parent(), place.name());
        });
  }

  /// @throws IOException also when it is none
  static void directory(Walk walk, VfsPath path) throws IOException {
    VfsFileSystem files = path.getFileSystem();
    files.mayChange();
    files.at(
        path,
        () -> {
          Walk.Place place = walk.place(path, false);
          return files.room().rmdir(files.caller(), place.parent(), place.name());
        });
  }
}

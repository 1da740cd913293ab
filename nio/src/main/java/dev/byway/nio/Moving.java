package dev.byway.nio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.StandardCopyOption;

/// `Files.move`: a rename; from one file system to another a copy, after which the source is
/// removed.
final class Moving {
  private final VfsPath source;
  private final VfsPath target;
  private boolean replace;
  private boolean atomic;

  private Moving(VfsPath source, VfsPath target, CopyOption... options) {
    this.source = source;
    this.target = target;
    for (CopyOption option : options) {
      switch (option) {
        case StandardCopyOption.REPLACE_EXISTING -> replace = true;
        case StandardCopyOption.ATOMIC_MOVE -> atomic = true;
        case LinkOption.NOFOLLOW_LINKS -> {}
        case null -> throw new NullPointerException("option");
        default -> throw new UnsupportedOperationException(option + " is not an option of move");
      }
    }
  }

  static void move(VfsPath source, VfsPath target, CopyOption... options) throws IOException {
    Moving moving = new Moving(source, target, options);
    source.getFileSystem().mayChange();
    target.getFileSystem().mayChange();
    if (source.getFileSystem() == target.getFileSystem()) {
      Boolean renamed = source.getFileSystem().at(source, target, moving::rename);
      if (renamed) {
        return;
      }
    }
    moving.copyAndDelete();
  }

  /// rename(2) of what two walks find; replaces what is there.
  static void rename(Walk from, VfsPath source, Walk to, VfsPath target) throws IOException {
    VfsFileSystem files = source.getFileSystem();
    files.mayChange();
    try {
      files.at(
          source,
          target,
          () -> {
            Walk.Place old = from.place(source, false);
            Walk.Place fresh = to.place(target, false);
            return files
                .room()
                .rename(files.caller(), old.parent(), old.name(), fresh.parent(), fresh.name());
          });
    } catch (FileSystemException e) {
      if (e.getCause() instanceof ErrnoException why && why.errno() == Errno.EXDEV) {
        throw new AtomicMoveNotSupportedException(
            source.toString(), target.toString(), why.getMessage());
      }
      throw e;
    }
  }

  /// @return false: the two are on different file systems of the server
  private boolean rename() throws IOException {
    VfsFileSystem files = source.getFileSystem();
    Walk.Place from = files.walk().place(source, false);
    Walk.Place to = files.walk().place(target, false);
    Entry moved = from.present();
    Entry there = to.entry();
    if (there != null && !atomic) {
      if (there.node().equals(moved.node())) {
        return true;
      }
      if (!replace) {
        throw Errno.EEXIST.exception();
      }
      makeWay(to, there, moved);
    }
    try {
      files.room().rename(files.caller(), from.parent(), from.name(), to.parent(), to.name());
      return true;
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EXDEV) {
        throw e;
      }
      return false;
    }
  }

  /// Rename replaces like by like; for the rest the target goes first. An empty directory too, so
  /// that one with entries is told by the right error.
  private void makeWay(Walk.Place to, Entry there, Entry moved) throws ErrnoException {
    Vfs room = target.getFileSystem().room();
    boolean directory = there.attributes().isDirectory();
    if (directory) {
      room.rmdir(target.getFileSystem().caller(), to.parent(), to.name());
    } else if (moved.attributes().isDirectory()) {
      room.unlink(target.getFileSystem().caller(), to.parent(), to.name());
    }
  }

  private void copyAndDelete() throws IOException {
    if (atomic) {
      throw new AtomicMoveNotSupportedException(
          source.toString(), target.toString(), "they are on different file systems");
    }
    VfsFileSystem files = source.getFileSystem();
    VfsFileAttributes attributes = new VfsAttributeView(source, false, "basic").readAttributes();
    if (attributes.isDirectory()) {
      try (VfsDirectoryStream entries =
          VfsDirectoryStream.open(files.walk(), source, source, false, path -> true)) {
        if (entries.iterator().hasNext()) {
          throw new DirectoryNotEmptyException(source.toString());
        }
      }
    }
    Copying.copy(source, target, options());
    Removing.remove(source);
  }

  private CopyOption[] options() {
    return replace
        ? new CopyOption[] {
          StandardCopyOption.COPY_ATTRIBUTES,
          LinkOption.NOFOLLOW_LINKS,
          StandardCopyOption.REPLACE_EXISTING
        }
        : new CopyOption[] {StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS};
  }
}

package dev.byway.nio;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.XattrHow;
import dev.byway.vfs.XattrName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// `Files.copy` between two paths of this provider: a file with its data, a directory without its
/// entries, a link or special file as such.
final class Copying {
  private final VfsPath source;
  private final VfsPath target;
  private final VfsFileSystem to;
  private boolean replace;
  private boolean attributes;
  private boolean follow = true;

  private Copying(VfsPath source, VfsPath target, CopyOption... options) {
    this.source = source;
    this.target = target;
    this.to = target.getFileSystem();
    for (CopyOption option : options) {
      switch (option) {
        case StandardCopyOption.REPLACE_EXISTING -> replace = true;
        case StandardCopyOption.COPY_ATTRIBUTES -> attributes = true;
        case LinkOption.NOFOLLOW_LINKS -> follow = false;
        case null -> throw new NullPointerException("option");
        default -> throw new UnsupportedOperationException(option + " is not an option of copy");
      }
    }
  }

  static void copy(VfsPath source, VfsPath target, CopyOption... options) throws IOException {
    target.getFileSystem().mayChange();
    new Copying(source, target, options).copy();
  }

  private void copy() throws IOException {
    VfsFileSystem from = source.getFileSystem();
    Entry found = from.at(source, () -> from.walk().find(source, follow));
    if (!clear(found.node())) {
      return;
    }
    Attributes old = found.attributes();
    int mode = old.mode() & 0777 & ~to.settings().umask();
    switch (old.type()) {
      case REGULAR -> data(found, mode);
      case DIRECTORY ->
          make((place, room, caller) -> room.mkdir(caller, place.parent(), place.name(), of(mode)));
      case SYMLINK -> {
        byte[] goal = from.at(source, () -> from.room().readlink(from.caller(), found.node()));
        make(
            (place, room, caller) ->
                room.symlink(caller, place.parent(), place.name(), goal, SetAttributes.NONE));
      }
      case BLOCK, CHARACTER, SOCKET, FIFO ->
          make(
              (place, room, caller) ->
                  room.mknod(
                      caller,
                      place.parent(),
                      place.name(),
                      old.type(),
                      old.rdevMajor(),
                      old.rdevMinor(),
                      of(mode)));
    }
    if (attributes) {
      copyAttributes(found);
    }
  }

  private static SetAttributes of(int mode) {
    return SetAttributes.ofMode(mode);
  }

  /// Sees to it that nothing is at the target.
  ///
  /// @return false when the source itself is there: nothing to do
  private boolean clear(Node node) throws IOException {
    return to.at(
        target,
        () -> {
          Walk.Place place = to.walk().place(target, false);
          Entry there = place.entry();
          if (there == null) {
            return true;
          }
          if (there.node().equals(node)) {
            return false;
          }
          if (!replace) {
            throw new FileAlreadyExistsException(target.toString());
          }
          Removing.remove(to, place);
          return true;
        });
  }

  private interface Making {
    void make(Walk.Place place, Vfs room, Caller caller) throws ErrnoException;
  }

  private void make(Making making) throws IOException {
    to.at(
        target,
        () -> {
          making.make(to.walk().place(target, false), to.room(), to.caller());
          return true;
        });
  }

  private void data(Entry found, int mode) throws IOException {
    HowToOpen reading = HowToOpen.of(Set.of(StandardOpenOption.READ));
    HowToOpen writing =
        HowToOpen.of(Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
    try (FileChannel in = new VfsFileChannel(Opening.open(source, reading), false)) {
      FileChannel out =
          new VfsFileChannel(Opening.openWithMode(to.walk(), target, writing, mode), false);
      boolean whole = false;
      try (out) {
        in.transferTo(0, Long.MAX_VALUE, out);
        whole = true;
      } finally {
        if (!whole) {
          Removing.remove(target);
        }
      }
    }
  }

  /// As far as both rooms have them, and the new one takes them: as the JDK does it.
  private void copyXattrs(Vfs room, Caller caller, Node found, Node made) {
    VfsFileSystem from = source.getFileSystem();
    Vfs old = from.room();
    if (!old.capabilities().has(Feature.XATTR) || !room.capabilities().has(Feature.XATTR)) {
      return;
    }
    try {
      for (XattrName name : old.listxattr(from.caller(), found)) {
        if (name.isUser()) {
          byte[] value = old.getxattr(from.caller(), found, name);
          room.setxattr(caller, made, name, value, XattrHow.EITHER);
        }
      }
    } catch (ErrnoException e) {
      // As cp -a.
    }
  }

  /// Mode and times; the owner too if the server lets the caller give it.
  private void copyAttributes(Entry found) throws IOException {
    Attributes old = found.attributes();
    make(
        (place, room, caller) -> {
          Node made = place.present().node();
          SetAttributes owner = SetAttributes.NONE.withUid(old.uid()).withGid(old.gid());
          try {
            room.setattr(caller, made, owner, null, false);
          } catch (ErrnoException e) {
            // As cp -p: it then belongs to the caller.
          }
          SetAttributes rest =
              SetAttributes.NONE
                  .withAtime(new SetTime.At(old.atime()))
                  .withMtime(new SetTime.At(old.mtime()));
          copyXattrs(room, caller, found.node(), made);
          boolean link = old.type() == dev.byway.vfs.FileType.SYMLINK;
          room.setattr(caller, made, link ? rest : rest.withMode(old.mode()), null, false);
        });
  }
}

package dev.byway.nio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.nio.file.attribute.FileAttribute;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/// open(2) over a room.
final class Opening {
  private final VfsFileSystem files;
  private final VfsPath path;
  private final HowToOpen how;
  private final int mode;

  private final Walk walk;

  private Opening(Walk walk, VfsPath path, HowToOpen how, int mode) {
    this.walk = walk;
    this.files = path.getFileSystem();
    this.path = path;
    this.how = how;
    this.mode = mode;
  }

  static FileData open(VfsPath path, HowToOpen how, FileAttribute<?>... attributes)
      throws IOException {
    return open(path.getFileSystem().walk(), path, how, attributes);
  }

  static FileData open(Walk walk, VfsPath path, HowToOpen how, FileAttribute<?>... attributes)
      throws IOException {
    int umask = path.getFileSystem().settings().umask();
    return openWithMode(walk, path, how, Mode.ofNew(Mode.FILE, umask, attributes));
  }

  /// @param mode of a new file
  static FileData openWithMode(Walk walk, VfsPath path, HowToOpen how, int mode)
      throws IOException {
    VfsFileSystem files = path.getFileSystem();
    if (how.write() || how.deleteOnClose()) {
      files.mayChange();
    }
    return files.at(path, new Opening(walk, path, how, mode)::open);
  }

  private FileData open() throws ErrnoException {
    Walk.Place place = walk.place(path, how.follow() && !how.createNew());
    Entry entry = place.entry();
    if (entry == null) {
      if (!how.create() && !how.createNew()) {
        throw Errno.ENOENT.exception();
      }
      return data(place, make(place.parent(), place.name()));
    }
    if (how.createNew()) {
      throw Errno.EEXIST.exception();
    }
    return data(place, present(entry));
  }

  private OpenFile present(Entry entry) throws ErrnoException {
    Attributes attributes = entry.attributes();
    if (attributes.type() == FileType.SYMLINK) {
      throw Errno.ELOOP.exception();
    }
    if (attributes.isDirectory()) {
      if (how.write()) {
        throw Errno.EISDIR.exception();
      }
      return new DirectoryFile(files.room(), entry.node());
    }
    OpenFile file = files.room().open(files.caller(), entry.node(), how.access());
    if (how.truncate()) {
      orClose(file, SetAttributes.ofSize(0));
    }
    return file;
  }

  private void orClose(OpenFile file, SetAttributes changes) throws ErrnoException {
    try {
      file.setattr(files.caller(), changes);
    } catch (ErrnoException e) {
      file.close();
      throw e;
    }
  }

  private OpenFile make(Node directory, Name name) throws ErrnoException {
    if (how.createNew()) {
      return makeNew(directory, name);
    }
    SetAttributes attributes = SetAttributes.ofMode(mode);
    if (how.truncate()) {
      attributes = attributes.withSize(0L);
    }
    Vfs room = files.room();
    var unchecked = new CreateHow.Unchecked(attributes);
    Created made = room.create(files.caller(), directory, name, unchecked, how.access());
    return Objects.requireNonNull(made.file(), "create was asked to open");
  }

  /// A request that is sent twice still finds the file that it made.
  private OpenFile makeNew(Node directory, Name name) throws ErrnoException {
    var exclusive = new CreateHow.Exclusive(ThreadLocalRandom.current().nextLong());
    Created made = files.room().create(files.caller(), directory, name, exclusive, how.access());
    OpenFile file = Objects.requireNonNull(made.file(), "create was asked to open");
    SetAttributes attributes =
        SetAttributes.ofMode(mode).withAtime(SetTime.NOW).withMtime(SetTime.NOW);
    orClose(file, attributes);
    return file;
  }

  private FileData data(Walk.Place place, OpenFile file) {
    return new FileData(path, file, how, how.deleteOnClose() ? remover(place, file) : null);
  }

  /// Removes the name that the file was opened by, if it is still the file's.
  private Runnable remover(Walk.Place place, OpenFile file) {
    // The room itself: closing the file system closes its files, too.
    Vfs room = files.room();
    return () -> {
      try {
        Entry now = room.lookup(files.caller(), place.parent(), place.name());
        if (now.node().equals(file.node())) {
          room.unlink(files.caller(), place.parent(), place.name());
        }
      } catch (ErrnoException e) {
        // Somebody removed it, or it cannot be removed: java.nio.file asks for an attempt.
      }
    };
  }
}

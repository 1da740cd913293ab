package dev.byway.vfs.testkit;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.RenameHow;
import dev.byway.vfs.Renamed;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A caller who stands in a directory of a room: the short way to say what a test does. Immutable;
/// [#as] and [#in] give another one.
public final class Place {
  private static final int CHUNK = 64 * 1024;

  private final Vfs vfs;
  private final Caller caller;
  private final Node directory;

  public Place(Vfs vfs, Caller caller, Node directory) {
    this.vfs = vfs;
    this.caller = caller;
    this.directory = directory;
  }

  public Vfs vfs() {
    return vfs;
  }

  public Caller caller() {
    return caller;
  }

  /// The directory's node.
  public Node here() {
    return directory;
  }

  /// The same place, another caller.
  public Place as(Caller other) {
    return new Place(vfs, other, directory);
  }

  /// The same caller, another directory.
  public Place in(Node other) {
    return new Place(vfs, caller, other);
  }

  /// The same caller in a new directory of mode 0755.
  public Place inNew(String name) throws ErrnoException {
    return in(mkdir(name, 0755));
  }

  /// A name that must be a good one.
  public static Name name(String text) {
    try {
      return Name.of(text);
    } catch (ErrnoException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  // Making.

  public Created create(String name, CreateHow how) throws ErrnoException {
    return vfs.create(caller, directory, name(name), how, null);
  }

  /// An empty file of mode 0644.
  public Node file(String name) throws ErrnoException {
    return file(name, 0644);
  }

  public Node file(String name, int mode) throws ErrnoException {
    return create(name, new CreateHow.Guarded(SetAttributes.ofMode(mode))).entry().node();
  }

  /// A file of mode 0644 with these bytes.
  public Node file(String name, String content) throws ErrnoException {
    try (OpenFile file = openNew(name)) {
      write(file, 0, content.getBytes(StandardCharsets.UTF_8));
      return file.node();
    }
  }

  /// A new file of mode 0644, open for reading and writing.
  public OpenFile openNew(String name) throws ErrnoException {
    var how = new CreateHow.Guarded(SetAttributes.ofMode(0644));
    Created created = vfs.create(caller, directory, name(name), how, OpenHow.READ_WRITE);
    return Objects.requireNonNull(created.file(), "create was asked to open");
  }

  public Node mkdir(String name) throws ErrnoException {
    return mkdir(name, 0755);
  }

  public Node mkdir(String name, int mode) throws ErrnoException {
    SetAttributes attributes = SetAttributes.ofMode(mode);
    return vfs.mkdir(caller, directory, name(name), attributes).entry().node();
  }

  public Node symlink(String name, String target) throws ErrnoException {
    byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
    return vfs.symlink(caller, directory, name(name), bytes, SetAttributes.NONE).entry().node();
  }

  public Node mknod(String name, FileType type, int major, int minor) throws ErrnoException {
    SetAttributes attributes = SetAttributes.ofMode(0644);
    return vfs.mknod(caller, directory, name(name), type, major, minor, attributes).entry().node();
  }

  public Node fifo(String name) throws ErrnoException {
    return mknod(name, FileType.FIFO, 0, 0);
  }

  public Created link(Node node, String name) throws ErrnoException {
    return vfs.link(caller, node, directory, name(name));
  }

  // Looking.

  public Node find(String name) throws ErrnoException {
    return vfs.lookup(caller, directory, name(name)).node();
  }

  public boolean has(String name) throws ErrnoException {
    try {
      find(name);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  public Attributes stat(Node node) throws ErrnoException {
    return vfs.getattr(caller, node);
  }

  /// Of the directory itself.
  public Attributes stat() throws ErrnoException {
    return stat(directory);
  }

  /// What is listed here, without `.` and `..`, in the room's order.
  public List<String> names() throws ErrnoException {
    var names = new ArrayList<String>();
    vfs.readdir(
        caller,
        directory,
        0,
        false,
        (name, _, _, _) -> {
          if (!name.isSpecial()) {
            names.add(name.toString());
          }
          return true;
        });
    return names;
  }

  // Changing.

  public Change unlink(String name) throws ErrnoException {
    return vfs.unlink(caller, directory, name(name));
  }

  public Change rmdir(String name) throws ErrnoException {
    return vfs.rmdir(caller, directory, name(name));
  }

  public Renamed rename(String from, String to) throws ErrnoException {
    return rename(from, this, to);
  }

  public Renamed rename(String from, Place there, String to) throws ErrnoException {
    return vfs.rename(caller, directory, name(from), there.directory, name(to));
  }

  public Renamed rename(String from, Place there, String to, RenameHow how) throws ErrnoException {
    return vfs.rename(caller, directory, name(from), there.directory, name(to), how);
  }

  public Change set(Node node, SetAttributes attributes) throws ErrnoException {
    return vfs.setattr(caller, node, attributes, null, false);
  }

  public Change chmod(Node node, int mode) throws ErrnoException {
    return set(node, SetAttributes.ofMode(mode));
  }

  public Change chown(Node node, int uid, int gid) throws ErrnoException {
    return set(node, SetAttributes.NONE.withUid(uid).withGid(gid));
  }

  public Change truncate(Node node, long size) throws ErrnoException {
    return set(node, SetAttributes.ofSize(size));
  }

  // Data.

  public OpenFile open(Node node, OpenHow how) throws ErrnoException {
    return vfs.open(caller, node, how);
  }

  /// Writes all of it, in as many calls as the room needs.
  public void write(OpenFile file, long offset, byte[] data) throws ErrnoException {
    ByteBuffer src = ByteBuffer.wrap(data);
    while (src.hasRemaining()) {
      file.write(caller, src, offset + src.position(), Stability.UNSTABLE);
    }
  }

  public void write(OpenFile file, long offset, String data) throws ErrnoException {
    write(file, offset, data.getBytes(StandardCharsets.UTF_8));
  }

  /// Reads up to `most` bytes, fewer only at the end.
  public byte[] read(OpenFile file, long offset, int most) throws ErrnoException {
    ByteBuffer dst = ByteBuffer.allocate(most);
    int count = 1;
    while (dst.hasRemaining() && count > 0) {
      count = file.read(caller, dst, offset + dst.position());
    }
    byte[] data = new byte[dst.position()];
    dst.flip().get(data);
    return data;
  }

  /// All of a file, as text.
  public String content(Node node) throws ErrnoException {
    try (OpenFile file = open(node, OpenHow.READ)) {
      return content(file);
    }
  }

  public String content(OpenFile file) throws ErrnoException {
    var all = new ByteArrayOutputStream();
    byte[] chunk;
    do {
      chunk = read(file, all.size(), CHUNK);
      all.writeBytes(chunk);
    } while (chunk.length > 0);
    return all.toString(StandardCharsets.UTF_8);
  }
}

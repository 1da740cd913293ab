package dev.byway.nio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds nodes by their paths. A room follows no symbolic link, so it is done here, as the kernel
/// does it: link by link, `..` by asking the directory, at most [#LINKS_MAX] links. A link to an
/// absolute path stays inside: `/` is the room's root.
///
/// @param start where relative paths start
record Walk(Vfs room, Caller caller, Node start) {
  /// As Linux's MAXSYMLINKS.
  static final int LINKS_MAX = 40;

  /// Where a path leads.
  ///
  /// @param name in `parent`; `.` for where the walk started, `.` and `..` where the path ends so
  /// @param entry null when there is nothing of this name
  record Place(Node parent, Name name, @Nullable Entry entry) {
    /// @throws ErrnoException ENOENT
    Entry present() throws ErrnoException {
      if (entry == null) {
        throw Errno.ENOENT.exception();
      }
      return entry;
    }
  }

  /// What is at a path.
  ///
  /// @param follow also a link that is the last name
  /// @throws ErrnoException ENOENT; ENOTDIR; ELOOP; what the room says
  Entry find(VfsPath path, boolean follow) throws ErrnoException {
    return find(path, follow, new ArrayList<>());
  }

  /// @param real takes the names of the way without links and dots
  Entry find(VfsPath path, boolean follow, List<byte[]> real) throws ErrnoException {
    return place(path, follow, real).present();
  }

  /// The shortest path to what is at a path, by the links that it names: a `..` after a link stays.
  ///
  /// @param names takes its names
  void tidy(VfsPath path, List<byte[]> names) throws ErrnoException {
    find(path, false);
    for (byte[] name : path.names()) {
      if (PathBytes.isDotDot(name)) {
        if (!names.isEmpty() && staysBefore(path, names)) {
          names.add(name);
        } else if (!names.isEmpty()) {
          names.removeLast();
        }
      } else if (!PathBytes.isDot(name)) {
        names.add(name);
      }
    }
  }

  private boolean staysBefore(VfsPath path, List<byte[]> names) throws ErrnoException {
    VfsPath before = path.getFileSystem().path(PathBytes.join(true, names));
    return PathBytes.isDotDot(names.getLast())
        || find(before, false).attributes().type() == FileType.SYMLINK;
  }

  /// As [#find], but the last name may be missing; if it is that of a link to be followed, the last
  /// name of the link's target.
  Place place(VfsPath path, boolean follow) throws ErrnoException {
    return place(path, follow, new ArrayList<>());
  }

  private Place place(VfsPath path, boolean follow, List<byte[]> real) throws ErrnoException {
    Deque<Name> todo = new ArrayDeque<>();
    for (byte[] name : path.names()) {
      todo.addLast(Name.of(name));
    }
    Node at = path.isAbsolute() ? room.root() : start;
    Place place = null;
    int links = 0;
    while (!todo.isEmpty()) {
      Name name = todo.removeFirst();
      Entry entry = lookup(at, name, todo.isEmpty());
      if (entry == null) {
        return new Place(at, name, null);
      }
      if (entry.attributes().type() == FileType.SYMLINK && (follow || !todo.isEmpty())) {
        if (++links > LINKS_MAX) {
          throw Errno.ELOOP.exception();
        }
        byte[] target = room.readlink(caller, entry.node());
        push(todo, target);
        if (PathBytes.isAbsolute(target)) {
          at = room.root();
          place = null;
          real.clear();
        }
        continue;
      }
      place = new Place(at, name, entry);
      at = entry.node();
      note(real, name);
    }
    return place == null ? itself(at) : place;
  }

  private Place itself(Node directory) throws ErrnoException {
    Attributes attributes = room.getattr(caller, directory);
    return new Place(directory, Name.DOT, new Entry(directory, attributes));
  }

  /// The same, but relative paths start at another directory.
  Walk from(Node directory) {
    return new Walk(room, caller, directory);
  }

  private @Nullable Entry lookup(Node directory, Name name, boolean mayBeMissing)
      throws ErrnoException {
    try {
      return room.lookup(caller, directory, name);
    } catch (ErrnoException e) {
      if (mayBeMissing && e.errno() == Errno.ENOENT) {
        return null;
      }
      throw e;
    }
  }

  private static void push(Deque<Name> todo, byte[] target) throws ErrnoException {
    for (byte[] name : PathBytes.names(target).reversed()) {
      todo.addFirst(Name.of(name));
    }
  }

  private static void note(List<byte[]> real, Name name) {
    if (name.isDotDot()) {
      if (!real.isEmpty()) {
        real.removeLast();
      }
    } else if (!name.isDot()) {
      real.add(name.unsafeBytes());
    }
  }
}

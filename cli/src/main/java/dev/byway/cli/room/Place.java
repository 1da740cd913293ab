package dev.byway.cli.room;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somewhere in a room, whether or not anything is there.
///
/// @param text how the person called it
/// @param caller as whom to act there
/// @param path from the room's root; empty is the root
/// @param target where the path, which is a symbolic link, leads, if only the opener could tell:
///     it may be another room
public record Place(String text, Vfs vfs, Caller caller, List<Name> path, @Nullable Place target) {
  /// Links that are followed before it is ELOOP, as in Linux.
  private static final int MAX_LINKS = 40;

  public Place {
    path = List.copyOf(path);
  }

  public Place(String text, Vfs vfs, Caller caller, List<Name> path) {
    this(text, vfs, caller, path, null);
  }

  /// This place, or where the link leads that it is.
  public Place followed() {
    return target == null ? this : target;
  }

  /// What is there; a symbolic link at the end is followed. It is in the room of [#followed].
  public Entry find() throws ErrnoException {
    return target == null ? new Walk().to(path, true) : target.find();
  }

  /// What is there, be it a symbolic link.
  public Entry findItself() throws ErrnoException {
    return new Walk().to(path, false);
  }

  public boolean exists() throws ErrnoException {
    try {
      findItself();
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  public boolean isDirectory() throws ErrnoException {
    try {
      return find().attributes().isDirectory();
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  /// The directory that holds, or would hold, this place.
  ///
  /// @throws ErrnoException EBUSY for the root of the room, which nothing holds
  public Node directory() throws ErrnoException {
    if (path.isEmpty()) {
      throw Errno.EBUSY.exception();
    }
    Entry entry = new Walk().to(path.subList(0, path.size() - 1), true);
    if (!entry.attributes().isDirectory()) {
      throw Errno.ENOTDIR.exception();
    }
    return entry.node();
  }

  /// The last part of the path.
  ///
  /// @throws ErrnoException EBUSY for the root; EINVAL when it is `.` or `..`
  public Name name() throws ErrnoException {
    if (path.isEmpty()) {
      throw Errno.EBUSY.exception();
    }
    if (path.getLast().isSpecial()) {
      throw Errno.EINVAL.exception();
    }
    return path.getLast();
  }

  /// A name in this directory.
  public Place child(Name name) {
    if (target != null) {
      return target.child(name);
    }
    List<Name> longer = new ArrayList<>(path);
    longer.add(name);
    return new Place(text + (text.endsWith("/") ? "" : "/") + Show.name(name), vfs, caller, longer);
  }

  /// The parts of a path; empty ones do not count.
  public static List<Name> parts(byte[] path) throws ErrnoException {
    List<Name> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        if (i > start) {
          parts.add(Name.of(Arrays.copyOfRange(path, start, i)));
        }
        start = i + 1;
      }
    }
    return parts;
  }

  /// One walk from the root, with the links that it followed so far.
  private final class Walk {
    private int links;
    private final List<Entry> trail = new ArrayList<>();

    Entry to(List<Name> names, boolean followLast) throws ErrnoException {
      trail.add(new Entry(vfs.root(), vfs.getattr(caller, vfs.root())));
      go(names, followLast);
      return trail.getLast();
    }

    private void go(List<Name> names, boolean followLast) throws ErrnoException {
      for (int i = 0; i < names.size(); i++) {
        step(names.get(i), followLast || i < names.size() - 1);
      }
    }

    private void step(Name name, boolean follow) throws ErrnoException {
      if (name.isDot()) {
        return;
      }
      if (name.isDotDot()) {
        if (trail.size() > 1) {
          trail.removeLast();
        }
        return;
      }
      Entry entry = vfs.lookup(caller, trail.getLast().node(), name);
      switch (entry.attributes().type()) {
        case SYMLINK -> {
          if (follow) {
            follow(entry.node());
          } else {
            trail.add(entry);
          }
        }
        case REGULAR, DIRECTORY, BLOCK, CHARACTER, SOCKET, FIFO -> trail.add(entry);
      }
    }

    private void follow(Node link) throws ErrnoException {
      links++;
      if (links > MAX_LINKS) {
        throw Errno.ELOOP.exception();
      }
      byte[] target = vfs.readlink(caller, link);
      if (target.length == 0) { // no system has such a link, but a server may say so
        throw Errno.ENOENT.exception();
      }
      if (target[0] == '/') {
        trail.subList(1, trail.size()).clear();
      }
      go(parts(target), true);
    }
  }
}

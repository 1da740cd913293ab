package dev.byway.vfs.local;

import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.Dirents;
import dev.byway.linux.Fd;
import dev.byway.linux.OpenAt;
import dev.byway.linux.Statx;
import java.util.ArrayDeque;
import java.util.Arrays;

/// Visits the whole exported tree, to learn again where every file is. One directory is open at a
/// time; what it cannot open it leaves out.
final class TreeWalk {
  private final Tree tree;
  private final Handles handles;

  /// Takes what the walk finds.
  interface Finder {
    void found(byte[] id, byte[] directory, byte[] name) throws ErrnoException;
  }

  /// A directory to visit: where it is, by names from the root on.
  private record Step(byte[] id, byte[][] path) {}

  TreeWalk(Tree tree, Handles handles) {
    this.tree = tree;
    this.handles = handles;
  }

  void walk(Finder finder) throws ErrnoException {
    ArrayDeque<Step> todo = new ArrayDeque<>();
    todo.add(new Step(tree.root.handle(), new byte[0][]));
    tree.becomeSelf();
    try {
      while (!todo.isEmpty()) {
        Step step = todo.removeLast();
        try {
          visit(step, todo, finder);
        } catch (ErrnoException goneOrForbidden) {
          // what is not there for us now cannot be found by a handle either
        }
      }
    } finally {
      tree.leave();
    }
  }

  private void visit(Step step, ArrayDeque<Step> todo, Finder finder) throws ErrnoException {
    int fd = open(step.path);
    try {
      Dirents dirents = new Dirents(fd);
      while (dirents.next()) {
        byte[] name = dirents.name();
        if (!IndexedHandles.isDots(name)) {
          entry(step, fd, name, todo, finder);
        }
      }
    } finally {
      Descriptors.close(fd);
    }
  }

  private int open(byte[][] path) throws ErrnoException {
    Fd start = tree.directory;
    int at = start.acquire();
    try {
      for (byte[] name : path) {
        int next = Tree.openPath(at, name, 0);
        if (at != start.number()) {
          Descriptors.close(at);
        }
        at = next;
      }
      return OpenAt.reopen(ProcFd.NUMBER, at, OpenAt.O_RDONLY | OpenAt.O_DIRECTORY);
    } finally {
      if (at != start.number()) {
        Descriptors.close(at);
      }
      start.release();
    }
  }

  private void entry(Step step, int fd, byte[] name, ArrayDeque<Step> todo, Finder finder)
      throws ErrnoException {
    int child;
    try {
      child = Tree.openPath(fd, name, 0);
    } catch (ErrnoException goneOrMounted) {
      return;
    }
    try {
      Statx statx = Statx.of(child, Tree.STATX_MASK);
      boolean directory = statx.type() == Statx.S_IFDIR;
      byte[] id = handles.identify(child, statx);
      finder.found(id, step.id, name);
      if (directory) {
        byte[][] path = Arrays.copyOf(step.path, step.path.length + 1);
        path[step.path.length] = name;
        todo.add(new Step(id, path));
      }
    } finally {
      Descriptors.close(child);
    }
  }
}

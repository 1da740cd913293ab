package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Xattrs;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.XattrHow;
import dev.byway.vfs.XattrName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Extended attributes: those of users, and access lists, which the kernel lets a caller change as
/// it does the mode. The kernel decides about others by capabilities that the server keeps while
/// it is somebody else, so they are refused here.
final class ExtendedAttributes {
  private static final byte[] PROBE = {'u', 's', 'e', 'r', '.', 'b', 'y', 'w', 'a', 'y'};

  private final Tree tree;
  private final boolean supported;

  ExtendedAttributes(Tree tree) throws ErrnoException {
    this.tree = tree;
    this.supported = probe(tree.directory.number());
  }

  /// Whether the file system has any.
  boolean supported() {
    return supported;
  }

  private static boolean probe(int root) {
    try {
      Xattrs.get(root, PROBE);
      return true;
    } catch (ErrnoException failure) {
      return failure.errno() == Errno.ENODATA || failure.errno() == Errno.EACCES;
    }
  }

  private static boolean isOffered(XattrName name) {
    return name.isUser() || name.isAcl();
  }

  private static void need(XattrName name) throws ErrnoException {
    if (!isOffered(name)) {
      throw Errno.ENOTSUP.exception();
    }
  }

  byte[] get(Caller caller, Node node, XattrName name) throws ErrnoException {
    need(name);
    tree.requirePatience(caller);
    Inode inode = tree.acquire(caller, node);
    try {
      tree.attributes(inode);
      tree.become(caller);
      return Xattrs.get(inode.fd(), name.unsafeBytes());
    } finally {
      tree.leave();
      inode.release();
    }
  }

  List<XattrName> list(Caller caller, Node node) throws ErrnoException {
    tree.requirePatience(caller);
    Inode inode = tree.acquire(caller, node);
    try {
      tree.attributes(inode);
      tree.become(caller);
      return offered(Xattrs.list(inode.fd()));
    } finally {
      tree.leave();
      inode.release();
    }
  }

  private static List<XattrName> offered(byte[] names) throws ErrnoException {
    List<XattrName> offered = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < names.length; i++) {
      if (names[i] == 0) {
        XattrName name = XattrName.of(Arrays.copyOfRange(names, start, i));
        if (isOffered(name)) {
          offered.add(name);
        }
        start = i + 1;
      }
    }
    return offered;
  }

  Change set(Caller caller, Node node, XattrName name, byte[] value, XattrHow how)
      throws ErrnoException {
    need(name);
    if (value.length > Vfs.XATTR_MAX) {
      throw Errno.ERANGE.exception();
    }
    int flags =
        switch (how) {
          case EITHER -> 0;
          case CREATE -> Xattrs.XATTR_CREATE;
          case REPLACE -> Xattrs.XATTR_REPLACE;
        };
    return change(caller, node, fd -> Xattrs.set(fd, name.unsafeBytes(), value, flags));
  }

  Change remove(Caller caller, Node node, XattrName name) throws ErrnoException {
    need(name);
    return change(caller, node, fd -> Xattrs.remove(fd, name.unsafeBytes()));
  }

  private interface Call {
    void run(int fd) throws ErrnoException;
  }

  private Change change(Caller caller, Node node, Call call) throws ErrnoException {
    tree.requirePatience(caller);
    tree.requireWritable();
    Inode inode = tree.acquire(caller, node);
    try {
      ReentrantLock lock = tree.locks.lock(caller, inode.ino);
      try {
        Attributes before = tree.attributes(inode);
        tree.become(caller);
        call.run(inode.fd());
        // its ctime may be what it was when there was no access list
        inode.plainAt = Long.MIN_VALUE;
        return new Change(before, tree.changed(inode, before), true);
      } finally {
        tree.leave();
        lock.unlock();
      }
    } finally {
      inode.release();
    }
  }
}

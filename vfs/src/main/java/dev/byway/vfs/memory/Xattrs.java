package dev.byway.vfs.memory;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.XattrHow;
import dev.byway.vfs.XattrName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The extended attributes of one inode, those of users only. Guarded by the inode's lock.
final class Xattrs {
  /// Charged for each besides its bytes.
  private static final int OVERHEAD = 128;

  private final Space space;

  /// Replaced by one that can be changed when there is something to keep.
  private Map<XattrName, byte[]> values = Map.of();

  Xattrs(Space space) {
    this.space = space;
  }

  static void needToRead(Caller caller, Attributes of, XattrName name) throws ErrnoException {
    needUser(name);
    if (!canHave(of)) {
      throw Errno.ENODATA.exception();
    }
    Permissions.need(caller, of, Permissions.READ);
  }

  /// In a sticky directory, which is everybody's, they are its owner's.
  static void needToWrite(Caller caller, Attributes of, XattrName name) throws ErrnoException {
    needUser(name);
    boolean others = of.isDirectory() && (of.mode() & Permissions.STICKY) != 0;
    if (!canHave(of) || others && !Permissions.isOwner(caller, of)) {
      throw Errno.EPERM.exception();
    }
    Permissions.need(caller, of, Permissions.WRITE);
  }

  private static void needUser(XattrName name) throws ErrnoException {
    if (!name.isUser()) {
      throw Errno.ENOTSUP.exception();
    }
  }

  private static boolean canHave(Attributes of) {
    return of.type() == FileType.REGULAR || of.type() == FileType.DIRECTORY;
  }

  byte[] get(XattrName name) throws ErrnoException {
    return need(name).clone();
  }

  private byte[] need(XattrName name) throws ErrnoException {
    byte[] value = values.get(name);
    if (value == null) {
      throw Errno.ENODATA.exception();
    }
    return value;
  }

  List<XattrName> names() {
    return List.copyOf(values.keySet());
  }

  /// @throws ErrnoException EEXIST, ENODATA; ENOSPC also when the names would be too long to list
  void set(XattrName name, byte[] value, XattrHow how) throws ErrnoException {
    byte[] old = values.get(name);
    if (how == XattrHow.CREATE && old != null) {
      throw Errno.EEXIST.exception();
    }
    if (how == XattrHow.REPLACE && old == null) {
      throw Errno.ENODATA.exception();
    }
    if (old == null && listed() + name.length() + 1 > Vfs.XATTR_MAX) {
      throw Errno.ENOSPC.exception();
    }
    space.take(cost(name, value));
    if (old != null) {
      space.giveBack(cost(name, old));
    }
    if (values.isEmpty()) {
      values = new LinkedHashMap<>();
    }
    values.put(name, value.clone());
  }

  private int listed() {
    int length = 0;
    for (XattrName each : values.keySet()) {
      length += each.length() + 1;
    }
    return length;
  }

  void remove(XattrName name) throws ErrnoException {
    space.giveBack(cost(name, need(name)));
    values.remove(name);
  }

  /// The inode is gone.
  void release() {
    values.forEach((name, value) -> space.giveBack(cost(name, value)));
    values = Map.of();
  }

  private static int cost(XattrName name, byte[] value) {
    return OVERHEAD + name.length() + value.length;
  }
}

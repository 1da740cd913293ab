package dev.byway.vfs.memory;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;

/// What POSIX lets a caller do, decided from attributes alone.
final class Permissions {
  static final int READ = 4;
  static final int WRITE = 2;
  static final int EXECUTE = 1;

  static final int SET_UID = 04000;
  static final int SET_GID = 02000;
  static final int STICKY = 01000;
  private static final int GROUP_EXECUTE = 00010;

  private Permissions() {}

  static boolean isRoot(Caller caller) {
    return caller.uid() == 0;
  }

  static boolean isOwner(Caller caller, Attributes attributes) {
    return caller.uid() == attributes.uid() || isRoot(caller);
  }

  /// The rwx bits that the caller has. The superuser may execute what anybody may.
  static int rwx(Caller caller, Attributes attributes) {
    int mode = attributes.mode();
    if (isRoot(caller)) {
      boolean executable = attributes.isDirectory() || (mode & 0111) != 0;
      return READ | WRITE | (executable ? EXECUTE : 0);
    }
    if (caller.uid() == attributes.uid()) {
      return mode >> 6 & 7;
    }
    return caller.inGroup(attributes.gid()) ? mode >> 3 & 7 : mode & 7;
  }

  static boolean has(Caller caller, Attributes attributes, int wanted) {
    return (rwx(caller, attributes) & wanted) == wanted;
  }

  static void need(Caller caller, Attributes attributes, int wanted) throws ErrnoException {
    if (!has(caller, attributes, wanted)) {
      throw Errno.EACCES.exception();
    }
  }

  /// Whether an entry may be removed from a directory or renamed: unlink(2) on the sticky bit.
  static void needDelete(Caller caller, Attributes directory, Attributes entry)
      throws ErrnoException {
    need(caller, directory, WRITE | EXECUTE);
    if ((directory.mode() & STICKY) != 0
        && !isOwner(caller, entry)
        && !isOwner(caller, directory)) {
      throw Errno.EPERM.exception();
    }
  }

  /// chown(2) where giving files away is restricted.
  static void needChown(Caller caller, int owner, int group, int newOwner, int newGroup)
      throws ErrnoException {
    if (isRoot(caller)) {
      return;
    }
    boolean owns = caller.uid() == owner;
    if (!owns || newOwner != owner || (newGroup != group && !caller.inGroup(newGroup))) {
      throw Errno.EPERM.exception();
    }
  }

  /// The mode that chmod(2) sets: set-gid only for members of the group.
  static int chmod(Caller caller, int mode, int group) {
    boolean keeps = isRoot(caller) || caller.inGroup(group);
    return mode & (keeps ? 07777 : 07777 & ~SET_GID);
  }

  /// The mode of a file after its owner changed or somebody wrote to it. Set-gid without group
  /// execute has nothing to do with running it, so members of the group keep it.
  static int dropSetId(Caller caller, int mode, int group) {
    int dropped = mode & ~SET_UID;
    boolean runs = (mode & GROUP_EXECUTE) != 0;
    return runs || !(isRoot(caller) || caller.inGroup(group)) ? dropped & ~SET_GID : dropped;
  }
}

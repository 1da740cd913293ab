package dev.byway.nio;

import dev.byway.vfs.FileType;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/// Mode bits and their other names.
final class Mode {
  static final int FILE = 0666;
  static final int DIRECTORY = 0777;

  private Mode() {}

  private static int bit(PosixFilePermission permission) {
    return switch (permission) {
      case OWNER_READ -> 0400;
      case OWNER_WRITE -> 0200;
      case OWNER_EXECUTE -> 0100;
      case GROUP_READ -> 0040;
      case GROUP_WRITE -> 0020;
      case GROUP_EXECUTE -> 0010;
      case OTHERS_READ -> 0004;
      case OTHERS_WRITE -> 0002;
      case OTHERS_EXECUTE -> 0001;
    };
  }

  static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission each : PosixFilePermission.values()) {
      if ((mode & bit(each)) != 0) {
        permissions.add(each);
      }
    }
    return permissions;
  }

  static int of(Set<?> permissions) {
    int mode = 0;
    for (Object each : permissions) {
      mode |= bit((PosixFilePermission) each);
    }
    return mode;
  }

  /// The mode of what is made with these attributes, umask taken off: the only one that can be
  /// given is `posix:permissions`.
  static int ofNew(int usual, int umask, FileAttribute<?>... attributes) {
    int mode = usual;
    for (FileAttribute<?> attribute : attributes) {
      if (!attribute.name().equals("posix:permissions")) {
        throw new UnsupportedOperationException(attribute.name() + " cannot be set at creation");
      }
      mode = of((Set<?>) attribute.value());
    }
    return mode & ~umask;
  }

  /// `S_IFMT` of stat(2).
  static int typeBits(FileType type) {
    return switch (type) {
      case FIFO -> 0010000;
      case CHARACTER -> 0020000;
      case DIRECTORY -> 0040000;
      case BLOCK -> 0060000;
      case REGULAR -> 0100000;
      case SYMLINK -> 0120000;
      case SOCKET -> 0140000;
    };
  }
}

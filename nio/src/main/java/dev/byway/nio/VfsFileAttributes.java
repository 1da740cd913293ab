package dev.byway.nio;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.FileType;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What a node was like at one moment. NFSv3 knows no time of creation: it is that of the last
/// change of the data.
record VfsFileAttributes(Attributes attributes, Accounts accounts) implements PosixFileAttributes {
  /// Which file it is, on which file system of the server.
  record Key(long dev, long ino) {
    @Override
    public String toString() {
      return "(dev=" + Long.toHexString(dev) + ",ino=" + Long.toUnsignedString(ino) + ")";
    }
  }

  static FileTime time(long nanos) {
    return FileTime.from(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public FileTime lastModifiedTime() {
    return time(attributes.mtime());
  }

  @Override
  public FileTime lastAccessTime() {
    return time(attributes.atime());
  }

  @Override
  public FileTime creationTime() {
    return lastModifiedTime();
  }

  @Override
  public boolean isRegularFile() {
    return attributes.isRegular();
  }

  @Override
  public boolean isDirectory() {
    return attributes.isDirectory();
  }

  @Override
  public boolean isSymbolicLink() {
    return attributes.type() == FileType.SYMLINK;
  }

  @Override
  public boolean isOther() {
    return !isRegularFile() && !isDirectory() && !isSymbolicLink();
  }

  @Override
  public long size() {
    return attributes.size();
  }

  @Override
  public Object fileKey() {
    return new Key(attributes.fsid(), attributes.fileid());
  }

  @Override
  public UserPrincipal owner() {
    return accounts.user(attributes.uid());
  }

  @Override
  public GroupPrincipal group() {
    return accounts.group(attributes.gid());
  }

  @Override
  public Set<PosixFilePermission> permissions() {
    return Mode.permissions(attributes.mode());
  }
}

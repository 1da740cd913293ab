package dev.byway.nio;

import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Entry;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The attributes of what a path leads to, whenever they are asked for. One object serves as the
/// views `basic`, `owner` and `posix`.
final class VfsAttributeView implements PosixFileAttributeView {
  private final Walk walk;
  private final VfsPath path;
  private final boolean follow;
  private final String name;

  VfsAttributeView(VfsPath path, boolean follow, String name) {
    this(path.getFileSystem().walk(), path, follow, name);
  }

  VfsAttributeView(Walk walk, VfsPath path, boolean follow, String name) {
    this.walk = walk;
    this.path = path;
    this.follow = follow;
    this.name = name;
  }

  /// @return null when there is no such view
  static <V extends FileAttributeView> @Nullable V of(
      Walk walk, VfsPath path, Class<V> type, LinkOption... options) {
    if (type == UserDefinedFileAttributeView.class) {
      boolean has = walk.room().capabilities().has(Feature.XATTR);
      return has ? type.cast(new VfsUserAttributeView(walk, path, Follow.links(options))) : null;
    }
    String name;
    if (type == BasicFileAttributeView.class) {
      name = "basic";
    } else if (type == PosixFileAttributeView.class) {
      name = "posix";
    } else if (type == FileOwnerAttributeView.class) {
      name = "owner";
    } else {
      return null;
    }
    return type.cast(new VfsAttributeView(walk, path, Follow.links(options), name));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public VfsFileAttributes readAttributes() throws IOException {
    VfsFileSystem files = path.getFileSystem();
    return files.at(
        path,
        () -> {
          Entry found = walk.find(path, follow);
          return new VfsFileAttributes(found.attributes(), files.accounts());
        });
  }

  Map<String, Object> read(String list) throws IOException {
    List<AttributeName> names = AttributeName.parse(list);
    VfsFileAttributes attributes = readAttributes();
    Map<String, Object> values = new LinkedHashMap<>();
    for (AttributeName each : names) {
      values.put(each.text(), each.of(attributes));
    }
    return values;
  }

  void set(String attribute, @Nullable Object value) throws IOException {
    List<AttributeName> names = AttributeName.parse(attribute);
    if (names.size() != 1) {
      throw new IllegalArgumentException("one attribute at a time, not " + attribute);
    }
    if (value == null) {
      throw new NullPointerException("value of " + attribute);
    }
    switch (names.getFirst()) {
      case LAST_MODIFIED_TIME -> setTimes((FileTime) value, null, null);
      case LAST_ACCESS_TIME -> setTimes(null, (FileTime) value, null);
      case CREATION_TIME -> setTimes(null, null, (FileTime) value);
      case PERMISSIONS -> change(SetAttributes.ofMode(Mode.of((Set<?>) value)));
      case MODE -> change(SetAttributes.ofMode((Integer) value & 07777));
      case OWNER -> setOwner((UserPrincipal) value);
      case GROUP -> setGroup((GroupPrincipal) value);
      case UID -> change(SetAttributes.NONE.withUid((Integer) value));
      case GID -> change(SetAttributes.NONE.withGid((Integer) value));
      case SIZE,
          IS_DIRECTORY,
          IS_REGULAR_FILE,
          IS_SYMBOLIC_LINK,
          IS_OTHER,
          FILE_KEY,
          INO,
          DEV,
          RDEV,
          NLINK,
          CTIME ->
          throw new IllegalArgumentException(attribute + " cannot be set");
    }
  }

  private void change(SetAttributes changes) throws IOException {
    VfsFileSystem files = path.getFileSystem();
    files.mayChange();
    files.at(
        path,
        () -> {
          Entry found = walk.find(path, follow);
          return files.room().setattr(files.caller(), found.node(), changes, null, false);
        });
  }

  /// @param createTime not kept: NFSv3 has none
  @Override
  public void setTimes(
      @Nullable FileTime lastModifiedTime,
      @Nullable FileTime lastAccessTime,
      @Nullable FileTime createTime)
      throws IOException {
    SetAttributes changes = SetAttributes.NONE;
    if (lastModifiedTime != null) {
      changes = changes.withMtime(at(lastModifiedTime));
    }
    if (lastAccessTime != null) {
      changes = changes.withAtime(at(lastAccessTime));
    }
    change(changes);
  }

  private static SetTime at(FileTime time) {
    return new SetTime.At(time.to(TimeUnit.NANOSECONDS));
  }

  @Override
  public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
    change(SetAttributes.ofMode(Mode.of(permissions)));
  }

  @Override
  public UserPrincipal getOwner() throws IOException {
    return readAttributes().owner();
  }

  @Override
  public void setOwner(UserPrincipal owner) throws IOException {
    change(SetAttributes.NONE.withUid(Accounts.uid(owner)));
  }

  @Override
  public void setGroup(GroupPrincipal group) throws IOException {
    change(SetAttributes.NONE.withGid(Accounts.gid(group)));
  }
}

package dev.byway.vfs.memory;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.FileType;
import dev.byway.vfs.SetAttributes;
import org.jspecify.annotations.Nullable;

/// A node that is to be made.
///
/// @param major of a device, else 0
/// @param minor of a device, else 0
/// @param target of a symbolic link, else null
record NewNode(
    FileType type, int major, int minor, byte @Nullable [] target, SetAttributes attributes) {

  /// Bytes that it takes besides the flat charge.
  int bytes() {
    return target == null ? 0 : target.length;
  }

  /// Its attributes, if the caller may ask for them. The directory gives its group and its set-gid
  /// bit.
  Draft draft(Caller caller, Attributes directory, long fileid, long now) throws ErrnoException {
    var draft = new Draft(type, directory.fsid(), fileid, now);
    boolean inherits = (directory.mode() & Permissions.SET_GID) != 0;
    draft.uid = caller.uid();
    draft.gid = inherits ? directory.gid() : caller.gid();
    draft.rdevMajor = major;
    draft.rdevMinor = minor;
    draft.size = bytes();
    draft.used = bytes();
    switch (type) {
      case SYMLINK -> draft.mode = 0777;
      case DIRECTORY -> {
        draft.nlink = 2;
        draft.mode = inherits ? 0755 | Permissions.SET_GID : 0755;
      }
      case REGULAR, BLOCK, CHARACTER, SOCKET, FIFO -> draft.mode = 0644;
    }
    Setattr.applyToNew(caller, draft, attributes, now);
    return draft;
  }

  Inode inode(Volume volume, Draft draft, DirectoryInode parent) {
    return switch (type) {
      case REGULAR -> new RegularInode(volume, draft);
      case DIRECTORY -> new DirectoryInode(volume, draft, parent);
      case SYMLINK, BLOCK, CHARACTER, SOCKET, FIFO -> new OtherInode(volume, draft, target);
    };
  }
}

package dev.byway.vfs;

/// What a node is (inode(7)).
public enum FileType {
  REGULAR,
  DIRECTORY,
  BLOCK,
  CHARACTER,
  SYMLINK,
  SOCKET,
  FIFO
}

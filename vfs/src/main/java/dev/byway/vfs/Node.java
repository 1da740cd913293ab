package dev.byway.vfs;

/// A file, directory, link or special file of one room, whatever its names are and even when it has
/// none left: Linux's inode. Cheap to keep and to compare (equal when it is the same file of the
/// same room), holds nothing that needs closing.
public interface Node {
  /// The longest [#handle]: what NFSv3's 64 bytes leave after the server's own part. Only a room
  /// that is itself an NFS client may have longer ones, which no NFSv3 server can serve on.
  int HANDLE_MAX = 40;

  /// The bytes by which [Vfs#resolve] finds this node again, also after a restart where
  /// [Capabilities#persistentHandles]. 1 to [#HANDLE_MAX] bytes; the room's array, do not change
  /// it.
  byte[] handle();
}

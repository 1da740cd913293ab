package dev.byway.wire.nfs3;

import org.jspecify.annotations.Nullable;

/// The procedures of NFS version 3, RFC 1813 §3.3, in the order of their numbers
/// (`NFSPROC3_NULL` is 0).
public enum Nfs3Procedure {
  NULL,
  GETATTR,
  SETATTR,
  LOOKUP,
  ACCESS,
  READLINK,
  READ,
  WRITE,
  CREATE,
  MKDIR,
  SYMLINK,
  MKNOD,
  REMOVE,
  RMDIR,
  RENAME,
  LINK,
  READDIR,
  READDIRPLUS,
  FSSTAT,
  FSINFO,
  PATHCONF,
  COMMIT;

  private static final Nfs3Procedure[] VALUES = values();

  /// The number on the wire.
  public int number() {
    return ordinal();
  }

  /// Null when there is no such procedure: the answer is PROC_UNAVAIL.
  public static @Nullable Nfs3Procedure of(int number) {
    return number >= 0 && number < VALUES.length ? VALUES[number] : null;
  }
}

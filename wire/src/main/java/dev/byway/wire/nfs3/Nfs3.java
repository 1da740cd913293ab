package dev.byway.wire.nfs3;

/// Constants of NFS version 3, RFC 1813 §2.4 and §2.5, and the bounds of what is decoded.
public final class Nfs3 {
  public static final int PROGRAM = 100003;
  public static final int VERSION = 3;
  public static final int PORT = 2049;

  /// Most bytes in a file handle.
  public static final int NFS3_FHSIZE = 64;

  public static final int NFS3_COOKIEVERFSIZE = 8;
  public static final int NFS3_CREATEVERFSIZE = 8;
  public static final int NFS3_WRITEVERFSIZE = 8;

  /// Most bytes decoded of a `filename3`, which has no bound of its own: enough to tell a name that
  /// is too long for the file system (NFS3ERR_NAMETOOLONG) from garbage.
  public static final int MAX_FILENAME = 1024;

  /// Most bytes decoded of an `nfspath3`, which has no bound of its own: twice PATH_MAX of Linux.
  public static final int MAX_PATH = 8192;

  /// Bytes on the wire of the largest arguments, apart from the data of a WRITE: a SYMLINK's.
  public static final int MAX_ARGS = 2 * (4 + NFS3_FHSIZE) + 4 + MAX_FILENAME + 64 + 4 + MAX_PATH;

  private Nfs3() {}
}

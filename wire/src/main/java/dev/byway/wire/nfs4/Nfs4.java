package dev.byway.wire.nfs4;

/// Constants of NFS version 4 (RFC 5662).
public final class Nfs4 {
  public static final int PROGRAM = 100_003;
  public static final int VERSION = 4;

  /// `NFSPROC4_NULL` and `NFSPROC4_COMPOUND`.
  public static final int NULL = 0;

  public static final int COMPOUND = 1;

  public static final int NFS4_FHSIZE = 128;
  public static final int NFS4_VERIFIER_SIZE = 8;
  public static final int NFS4_OPAQUE_LIMIT = 1024;

  /// Longest component that is looked at: what is longer is refused as a name, not as XDR.
  public static final int MAX_NAME = 4096;

  /// Longest target of a symbolic link.
  public static final int MAX_LINK_TEXT = 4096;

  /// Most words of a `bitmap4`: far more than there are attributes or operations.
  public static final int MAX_BITMAP_WORDS = 16;

  private Nfs4() {}
}

package dev.byway.wire.fuse;

/// What a notice to the kernel says: `enum fuse_notify_code`. The code stands in
/// [FuseOutHeader#error], with `unique` 0.
public enum FuseNotify {
  FUSE_NOTIFY_POLL(1),
  FUSE_NOTIFY_INVAL_INODE(2),
  FUSE_NOTIFY_INVAL_ENTRY(3),
  FUSE_NOTIFY_STORE(4),
  FUSE_NOTIFY_RETRIEVE(5),
  FUSE_NOTIFY_DELETE(6),
  FUSE_NOTIFY_RESEND(7),
  FUSE_NOTIFY_INC_EPOCH(8),
  FUSE_NOTIFY_PRUNE(9);

  private final int code;

  FuseNotify(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}

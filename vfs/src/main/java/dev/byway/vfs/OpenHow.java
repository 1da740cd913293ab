package dev.byway.vfs;

/// How to open a file.
///
/// @param read reads are allowed
/// @param write writes are allowed
/// @param ownerOverride let the file's owner through whatever the mode says, and let anyone read
///     who may execute: NFSv3 has no OPEN, so the client checked at its own open, and a file may
///     have been made read-only since (RFC 1813 §4.4)
public record OpenHow(boolean read, boolean write, boolean ownerOverride) {
  public static final OpenHow READ = new OpenHow(true, false, false);
  public static final OpenHow WRITE = new OpenHow(false, true, false);
  public static final OpenHow READ_WRITE = new OpenHow(true, true, false);

  public OpenHow withOwnerOverride() {
    return new OpenHow(read, write, true);
  }
}

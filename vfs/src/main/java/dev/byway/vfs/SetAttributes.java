package dev.byway.vfs;

import org.jspecify.annotations.Nullable;

/// The attributes to set; what is null stays.
///
/// @param mode 12 bits
/// @param uid unsigned
/// @param gid unsigned
/// @param size bytes: truncates or extends with zeros
public record SetAttributes(
    @Nullable Integer mode,
    @Nullable Integer uid,
    @Nullable Integer gid,
    @Nullable Long size,
    @Nullable SetTime atime,
    @Nullable SetTime mtime) {

  /// Changes nothing.
  public static final SetAttributes NONE = new SetAttributes(null, null, null, null, null, null);

  public static SetAttributes ofMode(int mode) {
    return NONE.withMode(mode);
  }

  public static SetAttributes ofSize(long size) {
    return NONE.withSize(size);
  }

  public SetAttributes withMode(int newMode) {
    return new SetAttributes(newMode, uid, gid, size, atime, mtime);
  }

  public SetAttributes withUid(int newUid) {
    return new SetAttributes(mode, newUid, gid, size, atime, mtime);
  }

  public SetAttributes withGid(int newGid) {
    return new SetAttributes(mode, uid, newGid, size, atime, mtime);
  }

  public SetAttributes withSize(@Nullable Long newSize) {
    return new SetAttributes(mode, uid, gid, newSize, atime, mtime);
  }

  public SetAttributes withAtime(SetTime newAtime) {
    return new SetAttributes(mode, uid, gid, size, newAtime, mtime);
  }

  public SetAttributes withMtime(SetTime newMtime) {
    return new SetAttributes(mode, uid, gid, size, atime, newMtime);
  }

  public boolean isEmpty() {
    return equals(NONE);
  }

  /// A time to set.
  public sealed interface SetTime {
    /// The room's own clock, now: needs only write permission, as utimensat(2) with UTIME_NOW.
    record Now() implements SetTime {}

    /// A given time, in nanoseconds as in [Attributes]: needs ownership.
    record At(long time) implements SetTime {}

    SetTime NOW = new Now();
  }
}

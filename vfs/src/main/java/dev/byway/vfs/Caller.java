package dev.byway.vfs;

import java.util.Arrays;

/// Who is asking, and whether they can wait. Immutable; make one per credential and keep it, since
/// hot paths must not build one a call.
public final class Caller {
  /// The superuser on this machine itself, without supplementary groups, who may wait.
  public static final Caller ROOT = of(0, 0, new int[0], "local");

  private final int uid;
  private final int gid;
  private final int[] groups;
  private final String origin;
  private final boolean nowait;
  private final int hash;
  private final Caller other;

  private Caller(int uid, int gid, int[] groups, String origin) {
    this.uid = uid;
    this.gid = gid;
    this.groups = groups;
    this.origin = origin;
    this.nowait = false;
    this.hash = 31 * (31 * uid + gid) + Arrays.hashCode(groups);
    this.other = new Caller(this);
  }

  private Caller(Caller patient) {
    this.uid = patient.uid;
    this.gid = patient.gid;
    this.groups = patient.groups;
    this.origin = patient.origin;
    this.nowait = true;
    this.hash = patient.hash;
    this.other = patient;
  }

  /// A caller who can wait.
  ///
  /// @param uid unsigned
  /// @param gid unsigned
  /// @param groups supplementary groups, unsigned, any number; copied
  /// @param origin where the call comes from, for logs and status: an address, or `local`
  public static Caller of(int uid, int gid, int[] groups, String origin) {
    return new Caller(uid, gid, groups.clone(), origin);
  }

  public int uid() {
    return uid;
  }

  public int gid() {
    return gid;
  }

  /// A copy of the supplementary groups.
  public int[] groups() {
    return groups.clone();
  }

  public int groupCount() {
    return groups.length;
  }

  /// One supplementary group, without a copy.
  public int group(int index) {
    return groups[index];
  }

  public String origin() {
    return origin;
  }

  /// Whether the room must answer from memory or throw EAGAIN at once.
  public boolean nowait() {
    return nowait;
  }

  /// The same caller, who cannot wait. Allocates nothing.
  public Caller asNowait() {
    return nowait ? this : other;
  }

  /// The same caller, who can wait. Allocates nothing.
  public Caller asPatient() {
    return nowait ? other : this;
  }

  /// Whether `gid` is the primary or a supplementary group.
  public boolean inGroup(int group) {
    if (group == gid) {
      return true;
    }
    for (int each : groups) {
      if (each == group) {
        return true;
      }
    }
    return false;
  }

  /// Same ids and groups; origin and patience do not count.
  @Override
  public boolean equals(Object object) {
    return object instanceof Caller that
        && uid == that.uid
        && gid == that.gid
        && Arrays.equals(groups, that.groups);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(uid) + ":" + Integer.toUnsignedString(gid) + "@" + origin;
  }
}

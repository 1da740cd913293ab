package dev.byway.server.rpc;

import org.jspecify.annotations.Nullable;

/// What a call says about its caller (RFC 5531 §9): AUTH_NONE or AUTH_SYS. Nothing of it is proved.
/// One object for equal bytes on one connection, so that what is derived from it can be kept in
/// its [#slot] and need not be looked up for every call.
public final class Credential {
  /// `AUTH_NONE`.
  public static final int AUTH_NONE = 0;

  /// `AUTH_SYS`, once AUTH_UNIX.
  public static final int AUTH_SYS = 1;

  private final int flavor;
  private final int uid;
  private final int gid;
  private final int[] gids;
  private final String machine;
  private volatile @Nullable Object slot;

  private Credential(int flavor, int uid, int gid, int[] gids, String machine) {
    this.flavor = flavor;
    this.uid = uid;
    this.gid = gid;
    this.gids = gids;
    this.machine = machine;
  }

  /// A fresh AUTH_NONE credential: ids are -2, the nobody of NFS.
  public static Credential none() {
    return new Credential(AUTH_NONE, -2, -2, new int[0], "");
  }

  /// An AUTH_SYS credential; takes the array over.
  ///
  /// @param uid unsigned
  /// @param gid unsigned
  /// @param gids at most 16 on the wire, unsigned
  /// @param machine the name the client gives itself, at most 255 bytes
  public static Credential sys(int uid, int gid, int[] gids, String machine) {
    return new Credential(AUTH_SYS, uid, gid, gids, machine);
  }

  /// [#AUTH_NONE] or [#AUTH_SYS].
  public int flavor() {
    return flavor;
  }

  public boolean isSys() {
    return flavor == AUTH_SYS;
  }

  /// Unsigned.
  public int uid() {
    return uid;
  }

  /// Unsigned.
  public int gid() {
    return gid;
  }

  /// Supplementary groups, a copy.
  public int[] gids() {
    return gids.clone();
  }

  /// The name the client gives itself; never trust it.
  public String machine() {
    return machine;
  }

  /// What somebody put here for this credential on this connection: the export layer keeps the
  /// squashed [dev.byway.vfs.Caller] of the export last used. Any thread; put immutable things.
  public @Nullable Object slot() {
    return slot;
  }

  public void slot(@Nullable Object value) {
    slot = value;
  }

  @Override
  public String toString() {
    return isSys()
        ? "AUTH_SYS " + Integer.toUnsignedString(uid) + ":" + Integer.toUnsignedString(gid)
        : "AUTH_NONE";
  }
}

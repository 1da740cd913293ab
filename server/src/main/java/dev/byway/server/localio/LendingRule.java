package dev.byway.server.localio;

import dev.byway.base.ErrnoException;
import dev.byway.linux.PeerRights;
import dev.byway.vfs.Access;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import org.jspecify.annotations.Nullable;

/// *A grant gives no more than the export gives.*
///
/// Whoever holds a descriptor can open the file behind it anew (`/proc/self/fd/N`), for writing too
/// if the file's permissions let that process, and its owner can change those permissions. So a
/// process that is stronger on this machine than its NFS identity is on the export would gain by
/// it: root behind root_squash, the owner behind a read-only export. Where the kernel itself holds
/// the line (a descriptor from a read-only mount) anybody may have the descriptor; else only a
/// process of which it is known that it gains nothing.
///
/// Group permissions count as everybody's: they bound what an access control list can give, and so
/// the peer's groups need not be known.
final class LendingRule {
  private static final int WRITABLE_BY_NON_OWNERS = 022;
  private static final int READABLE_BY_NON_OWNERS = 044;

  private LendingRule() {}

  /// @param peer the process that will hold a descriptor which widens rights
  /// @param serverUid what a room without identities acts as
  /// @return why it must not have it, for people; null when it may
  static @Nullable String refusal(LocalioExports.Target target, PeerRights peer, int serverUid)
      throws ErrnoException {
    Caller caller = target.caller();
    boolean identities = target.room().capabilities().identities();
    int acting = identities ? caller.uid() : serverUid;
    Attributes file = target.room().getattr(caller, target.node());
    boolean mayChange = !target.readOnly();
    int uid = peer.credentials().uid();
    if (peer.overrides(file.uid(), file.gid())) {
      boolean equal = mayChange && acting == 0 && identities;
      return equal ? null : who(peer) + bounds(target, acting);
    }
    if (uid == file.uid()) {
      boolean equal = mayChange && (acting == uid || acting == 0);
      return equal ? null : "the process runs as the file's owner" + bounds(target, acting);
    }
    int rights = target.room().access(caller, target.node(), Access.READ | Access.MODIFY);
    boolean mayWrite = mayChange && (rights & Access.MODIFY) != 0;
    boolean mayRead = (rights & Access.READ) != 0;
    boolean gains =
        ((file.mode() & WRITABLE_BY_NON_OWNERS) != 0 && !mayWrite)
            || ((file.mode() & READABLE_BY_NON_OWNERS) != 0 && !mayRead);
    return gains ? "the file's mode may let the process do more" + bounds(target, acting) : null;
  }

  private static String who(PeerRights peer) {
    if (!peer.known()) {
      return "the process cannot be looked up (another process namespace?)";
    }
    return peer.credentials().uid() == 0
        ? "the process runs as root on this host"
        : "the process has capabilities on this host";
  }

  private static String bounds(LocalioExports.Target target, int acting) {
    String identity = Integer.toUnsignedString(acting);
    return target.readOnly()
        ? " while the export is read-only"
        : " while it acts as user " + identity + " on the export";
  }
}

package dev.byway.server.state;

import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.xdr.XdrString;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// The time after a restart in which clients take back what they held, and nobody takes anything
/// else (RFC 8881 §8.4.2). Over as soon as all have said that they are done, or after a lease. Any
/// thread.
public final class Grace {
  private final Set<XdrString> awaited = new HashSet<>();
  private final Set<XdrString> entitled;
  private final long end;
  private volatile boolean active;

  /// @param before those who may have held something
  /// @param nanos how long it lasts at most
  Grace(Collection<XdrString> before, long nanos) {
    entitled = Set.copyOf(before);
    awaited.addAll(before);
    end = System.nanoTime() + nanos;
    active = !before.isEmpty();
  }

  /// Whether it lasts.
  public boolean isActive() {
    if (active && System.nanoTime() - end > 0) {
      active = false;
    }
    return active;
  }

  /// The client is done.
  synchronized void completed(Client client) {
    awaited.remove(client.ownerid());
    if (awaited.isEmpty()) {
      active = false;
    }
  }

  /// @param reclaim it wants back what it had
  /// @throws Nfs4Exception GRACE others come first; NO_GRACE it is too late, or said that it was
  ///     done; RECLAIM_BAD it held nothing
  public void require(Client client, boolean reclaim) throws Nfs4Exception {
    if (!reclaim) {
      if (isActive() || !client.hasReclaimed()) {
        throw Nfs4Exception.of(NfsStat4.NFS4ERR_GRACE);
      }
      return;
    }
    if (!isActive() || client.hasReclaimed()) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_NO_GRACE);
    }
    if (!entitled.contains(client.ownerid())) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_RECLAIM_BAD);
    }
  }
}

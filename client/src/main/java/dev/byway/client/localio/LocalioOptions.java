package dev.byway.client.localio;

import dev.byway.net.localio.RendezvousFolder;
import java.util.List;

/// How a client looks for its server on this host.
///
/// @param enabled otherwise everything goes over the wire
/// @param folders where to look for servers in other processes, in this order
/// @param retryMillis how soon to look again for the first time; then ever later, up to
///     `retryMaxMillis`
/// @param idleMillis how long a grant is kept for the next open of the same file
public record LocalioOptions(
    boolean enabled,
    List<RendezvousFolder> folders,
    int retryMillis,
    int retryMaxMillis,
    int idleMillis) {
  public LocalioOptions {
    folders = List.copyOf(folders);
    if (retryMillis < 1 || retryMaxMillis < retryMillis || idleMillis < 0) {
      throw new IllegalArgumentException("LOCALIO options out of range");
    }
  }

  /// On, in the default folders.
  public static LocalioOptions defaults() {
    return new LocalioOptions(true, RendezvousFolder.ofClient(), 100, 30_000, 3000);
  }

  /// Everything over the wire.
  public static LocalioOptions off() {
    return new LocalioOptions(false, List.of(), 100, 30_000, 0);
  }

  public LocalioOptions withFolders(List<RendezvousFolder> newFolders) {
    return new LocalioOptions(enabled, newFolders, retryMillis, retryMaxMillis, idleMillis);
  }

  public LocalioOptions withRetry(int millis, int maxMillis) {
    return new LocalioOptions(enabled, folders, millis, maxMillis, idleMillis);
  }
}

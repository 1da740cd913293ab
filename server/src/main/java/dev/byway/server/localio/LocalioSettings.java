package dev.byway.server.localio;

import dev.byway.net.localio.RendezvousFolder;
import org.jspecify.annotations.Nullable;

/// How a server lends.
///
/// @param folder where processes meet; null: only clients in this JVM are served
/// @param clientsMax processes that have introduced themselves, and as many again that have not yet
/// @param grantsPerClient files that one of them may hold at a time
/// @param nonceMillis how long a nonce waits for who shows it
/// @param drainMillis how long a call under way may delay that a grant is taken back
public record LocalioSettings(
    @Nullable RendezvousFolder folder,
    int clientsMax,
    int grantsPerClient,
    int nonceMillis,
    int drainMillis) {
  public LocalioSettings {
    if (clientsMax < 1 || grantsPerClient < 1 || nonceMillis < 1 || drainMillis < 0) {
      throw new IllegalArgumentException("LOCALIO settings out of range");
    }
  }

  /// The default folder of this user, 128 clients, 512 grants each, 5 s, 2 s.
  public static LocalioSettings defaults() {
    return inFolder(RendezvousFolder.ofServer());
  }

  public static LocalioSettings inFolder(@Nullable RendezvousFolder folder) {
    return new LocalioSettings(folder, 128, 512, 5000, 2000);
  }

  public LocalioSettings withNonceMillis(int millis) {
    return new LocalioSettings(folder, clientsMax, grantsPerClient, millis, drainMillis);
  }

  public LocalioSettings withDrainMillis(int millis) {
    return new LocalioSettings(folder, clientsMax, grantsPerClient, nonceMillis, millis);
  }

  public LocalioSettings withBounds(int clients, int grants) {
    return new LocalioSettings(folder, clients, grants, nonceMillis, drainMillis);
  }
}

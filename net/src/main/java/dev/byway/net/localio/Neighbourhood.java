package dev.byway.net.localio;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The servers of this JVM, where its clients find them: the rendezvous folder of those who need
/// none. Any thread.
public final class Neighbourhood {
  private static final List<Server> SERVERS = new CopyOnWriteArrayList<>();

  private Neighbourhood() {}

  /// A server that may know a nonce.
  public interface Server {
    /// @return null when this nonce did not come to this server, came too long ago, or was used
    @Nullable Neighbour meet(UUID nonce, Neighbour.Listener listener);
  }

  public static void add(Server server) {
    SERVERS.add(server);
  }

  public static void remove(Server server) {
    SERVERS.remove(server);
  }

  /// The server to which this nonce was sent over RPC, if it lives in this JVM.
  public static @Nullable Neighbour meet(UUID nonce, Neighbour.Listener listener) {
    for (Server server : SERVERS) {
      Neighbour neighbour = server.meet(nonce, listener);
      if (neighbour != null) {
        return neighbour;
      }
    }
    return null;
  }
}

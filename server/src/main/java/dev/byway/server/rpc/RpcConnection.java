package dev.byway.server.rpc;

import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where calls come from: a TCP connection, or the peer (address and port) of a UDP endpoint. Any
/// thread.
public interface RpcConnection {
  /// How the bytes travel.
  enum Transport {
    TCP,
    UDP
  }

  /// Different for each connection of this process; never used again.
  long id();

  Transport transport();

  InetSocketAddress peer();

  InetSocketAddress local();

  boolean isOpen();

  /// What was attached under this key, if anything.
  <T> @Nullable T attachment(Class<T> key);

  /// What was attached under this key; makes and attaches it when there is nothing yet.
  <T> T attachment(Class<T> key, Supplier<? extends T> maker);

  /// Runs the task when the connection is closed, by either side; at once when it is already.
  /// On the connection's own thread: it must not wait.
  void onClose(Runnable task);

  /// Closes it; calls in flight lose their replies.
  void close();
}

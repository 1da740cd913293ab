package dev.byway.server.config;

import dev.byway.server.NfsServerBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// Where 9P is served.
public sealed interface NinepPlace {
  /// Has a server serve there.
  void in(NfsServerBuilder builder);

  /// A TCP address.
  record Tcp(InetSocketAddress address) implements NinepPlace {
    @Override
    public void in(NfsServerBuilder builder) {
      builder.listen9p(address);
    }
  }

  /// A UNIX socket.
  record Unix(Path socket) implements NinepPlace {
    @Override
    public void in(NfsServerBuilder builder) {
      builder.listen9p(socket);
    }
  }

  /// Reads `HOST:PORT`, `PORT`, or the path of a UNIX socket, which has a slash.
  ///
  /// @param folder where a relative path starts
  /// @throws IllegalArgumentException with a message for the person who typed it
  static NinepPlace parse(String text, Path folder) {
    return text.indexOf('/') >= 0
        ? new Unix(folder.resolve(text).normalize())
        : new Tcp(Shorthand.address(text));
  }
}

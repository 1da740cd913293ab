package dev.byway.client.ninep;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a 9P server is, and which of its trees is meant: `9p://host:port/aname`, without a port
/// 564, or `9p+unix:///path/of/socket?aname=/data`.
///
/// @param socket of UNIX; null for TCP
/// @param host empty for a UNIX socket
/// @param aname the tree, or a directory in it, with a slash before it; empty: the server's own
///     choice
public record NinepUrl(@Nullable Path socket, String host, int port, String aname) {
  public static final String SCHEME = "9p";
  public static final String UNIX_SCHEME = "9p+unix";

  private static final int PORT = 564;
  private static final String ANAME = "aname=";

  /// @throws IllegalArgumentException the message is for who typed it
  public static NinepUrl parse(String text) {
    if (text.startsWith(UNIX_SCHEME + "://")) {
      return unix(text.substring(UNIX_SCHEME.length() + 3), text);
    }
    if (!text.startsWith(SCHEME + "://")) {
      throw new IllegalArgumentException("'" + text + "' is not 9p://HOST[:PORT]/NAME");
    }
    try {
      // A scheme of java.net.URI must begin with a letter.
      URI uri = new URI("p" + text.substring(2));
      if (uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
        throw new IllegalArgumentException("'" + text + "' is not 9p://HOST[:PORT]/NAME");
      }
      String host = uri.getHost();
      boolean v6 = host.startsWith("[") && host.endsWith("]");
      return new NinepUrl(
          null,
          v6 ? host.substring(1, host.length() - 1) : host,
          uri.getPort() < 0 ? PORT : uri.getPort(),
          uri.getPath());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + text + "': " + e.getReason(), e);
    }
  }

  private static NinepUrl unix(String rest, String text) {
    int query = rest.indexOf('?');
    String path = query < 0 ? rest : rest.substring(0, query);
    String options = query < 0 ? ANAME : rest.substring(query + 1);
    if (!path.startsWith("/") || !options.startsWith(ANAME)) {
      throw new IllegalArgumentException("'" + text + "' is not 9p+unix:///SOCKET?aname=/NAME");
    }
    return new NinepUrl(Path.of(path), "", 0, options.substring(ANAME.length()));
  }

  /// Whether a text is such a URL, perhaps a wrong one.
  public static boolean isNinepUrl(String text) {
    return text.startsWith(SCHEME + "://") || text.startsWith(UNIX_SCHEME + "://");
  }

  /// The same server's tree of another name.
  public NinepUrl withAname(String name) {
    return new NinepUrl(socket, host, port, name);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    if (socket != null) {
      return UNIX_SCHEME + "://" + socket + "?" + ANAME + aname;
    }
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return SCHEME + "://" + shown + ":" + port + aname;
  }
}

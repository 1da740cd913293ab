package dev.byway.client;

import dev.byway.base.ErrnoException;
import dev.byway.client.rpc.Patience;
import java.util.List;
import java.util.Map;

/// What an NFS server offers to mount.
public final class NfsExports {
  private NfsExports() {}

  /// One export.
  ///
  /// @param path to mount, as [NfsUrl#path]
  /// @param clients who may: hosts and networks as the server writes them; none means everyone
  public record Export(String path, List<String> clients) {}

  /// Asks the server's MOUNT program, found as for mounting.
  ///
  /// @param url whose path does not count
  public static List<Export> list(NfsUrl url) throws ErrnoException {
    try (MountClient mount =
        MountClient.find(url, NfsMount.settings(url).withPatience(Patience.SOFTERR))) {
      return mount.exports();
    }
  }

  /// @param host a name or an address
  /// @param port of NFS or MOUNT; 0 to ask the port mapper
  public static List<Export> list(String host, int port) throws ErrnoException {
    NfsUrl url = new NfsUrl("", host, port, "/", Map.of());
    return list(url);
  }
}

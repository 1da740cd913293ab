package dev.byway.cli.room;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.NfsUrl;

/// What a person can do about a server that does not let them in.
public final class ServerAdvice {
  private ServerAdvice() {}

  /// What is wrong, and what to do.
  public static String of(NfsUrl url, ErrnoException e) {
    String why = e.errno().message();
    if (e.errno() == Errno.ECONNREFUSED) {
      return why + ": is a server running there? Its port goes after the host: nfs://HOST:PORT/...";
    }
    if (e.errno() == Errno.ENOENT) {
      return why + ": `byway exports " + url.host() + "` shows what there is";
    }
    if (e.errno() == Errno.EACCES || e.errno() == Errno.EPERM) {
      return why + ": the server does not let this host mount it";
    }
    return why;
  }
}

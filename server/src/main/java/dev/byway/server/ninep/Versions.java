package dev.byway.server.ninep;

import dev.byway.wire.ninep.Dialect;
import dev.byway.wire.ninep.Session9;
import dev.byway.wire.xdr.XdrString;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// What is negotiated: version(5).
final class Versions {
  /// Longest message that is offered: 1 MiB of data, the most that Linux asks for on a stream.
  static final int MAX_MSIZE = (1 << 20) + 4096;

  /// A shorter one leaves no room for a walk.
  private static final int LEAST_MSIZE = 512;

  private static final XdrString UNKNOWN = XdrString.of("unknown");

  private Versions() {}

  /// @return null: no session, for what was asked cannot be
  static @Nullable Session begin(NinepConnection connection, Session9.Tversion asked) {
    Dialect dialect = Dialect.asked(asked.version());
    if (dialect == null || Integer.compareUnsigned(asked.msize(), LEAST_MSIZE) < 0) {
      return null;
    }
    InetSocketAddress peer = connection.connection().peer();
    String client = "9p " + peer.getAddress().getHostAddress() + ":" + peer.getPort();
    return new Session(dialect, msize(asked), client, connection.server().fids());
  }

  private static int msize(Session9.Tversion asked) {
    return asked.msize() < 0 ? MAX_MSIZE : Math.min(MAX_MSIZE, asked.msize());
  }

  static Session9.Rversion answer(Session9.Tversion asked, @Nullable Session session) {
    return session == null
        ? new Session9.Rversion(Math.max(LEAST_MSIZE, msize(asked)), UNKNOWN)
        : new Session9.Rversion(session.msize, session.dialect.version());
  }
}

package dev.byway.client.cache;

import dev.byway.vfs.OpenFile;
import java.util.concurrent.atomic.AtomicInteger;

/// An open file of the room below, closed when nobody needs it any more: neither the open file
/// above nor data that was written through it.
final class Handle {
  final OpenFile file;
  private final AtomicInteger users = new AtomicInteger(1);

  Handle(OpenFile file) {
    this.file = file;
  }

  /// @return false when it is closed
  boolean tryUse() {
    int now = users.get();
    while (now > 0) {
      int witness = users.compareAndExchange(now, now + 1);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
    return false;
  }

  /// May call the room below.
  void done() {
    if (users.decrementAndGet() == 0) {
      file.close();
    }
  }
}

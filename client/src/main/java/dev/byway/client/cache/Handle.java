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

  /// @return whether that was the last use: then the file is to be closed
  boolean leave() {
    return users.decrementAndGet() == 0;
  }

  /// May call the room below.
  void done() {
    if (leave()) {
      file.close();
    }
  }

  /// As [#done], for who must not call the room below.
  void doneElsewhere(Workers workers) {
    if (leave()) {
      closeElsewhere(workers);
    }
  }

  void closeElsewhere(Workers workers) {
    if (!workers.submit(file::close)) {
      Thread.ofPlatform().daemon().name("byway-cache-close").start(file::close);
    }
  }
}

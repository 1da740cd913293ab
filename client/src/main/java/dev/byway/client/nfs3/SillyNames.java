package dev.byway.client.nfs3;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Keeps files alive that this client has open when their last name goes: an NFSv3 server knows
/// nothing of open files, so the file gets a name `.nfs…` in the same directory, which is removed
/// at the last close. When the client dies first, the name stays, as with Linux's client.
final class SillyNames {
  /// A name that is to be removed.
  record Silly(Nfs3Node directory, Name name, Caller caller) {}

  private static final class Open {
    private int files;
    private @Nullable Silly silly;
  }

  private final Map<Nfs3Node, Open> open = new HashMap<>();

  synchronized void opened(Nfs3Node node) {
    open.computeIfAbsent(node, key -> new Open()).files++;
  }

  /// @return what is to be removed now
  synchronized @Nullable Silly closed(Nfs3Node node) {
    Open state = open.get(node);
    if (state == null || --state.files > 0) {
      return null;
    }
    open.remove(node);
    return state.silly;
  }

  synchronized boolean isEmpty() {
    return open.isEmpty();
  }

  /// Whether a file that loses a name needs another one.
  synchronized boolean needsName(Nfs3Node node) {
    Open state = open.get(node);
    return state != null && state.silly == null;
  }

  /// Whether one of the file's names is there only to keep it alive.
  synchronized boolean isHidden(Nfs3Node node) {
    Open state = open.get(node);
    return state != null && state.silly != null;
  }

  /// The file has this name now.
  ///
  /// @return false when the last close came before: the name is to be removed at once
  synchronized boolean named(Nfs3Node node, Silly silly) {
    Open state = open.get(node);
    if (state != null) {
      state.silly = silly;
    }
    return state != null;
  }

  /// A name that nothing has.
  static Name fresh() throws ErrnoException {
    byte[] random = new byte[12];
    ThreadLocalRandom.current().nextBytes(random);
    return Name.of(".nfs" + HexFormat.of().formatHex(random));
  }
}

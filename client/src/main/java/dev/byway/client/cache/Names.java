package dev.byway.client.cache;

import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Names of one directory, those that are there and those that are not; good until somebody else
/// changes the directory.
final class Names {
  private static final int MOST = 50_000;

  /// @param node null when there is nothing of this name
  record Dentry(@Nullable Node node) {}

  private static final Dentry NEGATIVE = new Dentry(null);

  private final ConcurrentHashMap<Name, Dentry> dentries = new ConcurrentHashMap<>();
  private final AtomicLong generation = new AtomicLong();

  @Nullable Dentry get(Name name) {
    return dentries.get(name);
  }

  /// Those that are known.
  Iterable<Name> all() {
    return dentries.keySet();
  }

  /// To be called before a name is looked up, for [#learn].
  long begin() {
    return generation.get();
  }

  /// The answer of a look-up; not taken when the directory was changed meanwhile.
  synchronized void learn(long token, Name name, @Nullable Node node) {
    if (generation.get() == token) {
      put(name, node);
    }
  }

  /// A call of ours begins to change the directory: answers under way are not to be taken.
  ///
  /// @return for [#changed]
  synchronized long changing() {
    return generation.incrementAndGet();
  }

  /// What a call of ours did. If others came between, nobody knows.
  synchronized void changed(long token, Name name, @Nullable Node node) {
    if (generation.compareAndSet(token, token + 1)) {
      put(name, node);
    } else {
      generation.incrementAndGet();
      dentries.remove(name);
    }
  }

  /// A call of ours may have done something, or not.
  synchronized void unknown(Name name) {
    generation.incrementAndGet();
    dentries.remove(name);
  }

  private void put(Name name, @Nullable Node node) {
    if (dentries.size() >= MOST) {
      dentries.clear();
    }
    dentries.put(name, node == null ? NEGATIVE : new Dentry(node));
  }

  /// Somebody else changed the directory.
  synchronized void forget() {
    generation.incrementAndGet();
    dentries.clear();
  }
}

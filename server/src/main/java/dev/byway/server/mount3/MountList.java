package dev.byway.server.mount3;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Who says that he has mounted what: for people to look at, and for nothing else. Clients forget
/// to unmount, so it is bounded: the oldest go first. Any thread.
public final class MountList {
  static final int BOUND = 1024;

  private final Set<Mount> mounts = new LinkedHashSet<>();

  /// @param host the client's address
  /// @param path as the client mounted it
  public record Mount(String host, String path) {}

  synchronized void add(Mount mount) {
    mounts.remove(mount);
    mounts.add(mount);
    if (mounts.size() > BOUND) {
      mounts.remove(mounts.iterator().next());
    }
  }

  synchronized void remove(Mount mount) {
    mounts.remove(mount);
  }

  synchronized void removeAll(String host) {
    mounts.removeIf(mount -> mount.host().equals(host));
  }

  /// In the order in which they were mounted.
  public synchronized List<Mount> all() {
    return new ArrayList<>(mounts);
  }
}

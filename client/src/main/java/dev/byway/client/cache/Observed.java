package dev.byway.client.cache;

import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.Observer;
import org.jspecify.annotations.Nullable;

/// Who is to be told when a cache learns that somebody else changed something, if anybody is.
final class Observed {
  private volatile @Nullable Observer observer;

  void by(@Nullable Observer next) {
    observer = next;
  }

  void changed(Node node) {
    Observer told = observer;
    if (told != null) {
      told.changed(node);
    }
  }

  /// @param names what was remembered of the directory
  void changed(Node directory, Iterable<Name> names) {
    Observer told = observer;
    if (told != null) {
      for (Name name : names) {
        told.changed(directory, name);
      }
    }
  }
}

package dev.byway.cli.room;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import java.util.function.BiConsumer;

/// Removes a name and, if wanted, all below it. Links are removed, never followed.
public final class TreeRemove {
  private final boolean recursive;
  private final BiConsumer<String, Exception> failures;

  /// @param failures gets what could not be removed, and why
  public TreeRemove(boolean recursive, BiConsumer<String, Exception> failures) {
    this.recursive = recursive;
    this.failures = failures;
  }

  public void remove(Place place) {
    try {
      remove(place, place.findItself(), place.directory(), place.name());
    } catch (ErrnoException e) {
      failures.accept(place.text(), e);
    }
  }

  private void remove(Place place, Entry entry, Node directory, Name name) throws ErrnoException {
    if (!entry.attributes().isDirectory()) {
      place.vfs().unlink(place.caller(), directory, name);
      return;
    }
    if (!recursive) {
      throw Errno.EISDIR.exception();
    }
    boolean[] all = {true};
    // Listed as a whole first: some rooms' cookies do not like names to go meanwhile.
    for (Listing.Item item : Listing.sorted(place.vfs(), place.caller(), entry.node())) {
      all[0] &= child(place.child(item.name()), item, entry.node());
    }
    if (all[0]) {
      place.vfs().rmdir(place.caller(), directory, name);
    }
  }

  private boolean child(Place place, Listing.Item item, Node directory) {
    try {
      if (item.entry() != null) {
        remove(place, item.entry(), directory, item.name());
      }
      return true;
    } catch (ErrnoException e) {
      failures.accept(place.text(), e);
      return false;
    }
  }
}

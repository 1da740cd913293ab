package dev.byway.cli.room;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The entries of a directory, without `.` and `..`.
public final class Listing {
  private static final int BATCH = 1024;

  /// @param entry null when it was gone before it could be looked at
  public record Item(Name name, @Nullable Entry entry) {}

  /// Takes one entry; may call the room.
  @FunctionalInterface
  public interface Taker {
    void take(Item item) throws ErrnoException;
  }

  private Listing() {}

  /// All entries in the order of their names' bytes.
  public static List<Item> sorted(Vfs vfs, Caller caller, Node directory) throws ErrnoException {
    List<Item> items = new ArrayList<>();
    stream(vfs, caller, directory, items::add);
    items.sort((a, b) -> Arrays.compareUnsigned(a.name().unsafeBytes(), b.name().unsafeBytes()));
    return items;
  }

  /// Every entry in the order of the room, in memory that does not grow with the directory.
  public static void stream(Vfs vfs, Caller caller, Node directory, Taker taker)
      throws ErrnoException {
    List<Item> batch = new ArrayList<>(BATCH);
    long[] next = {0};
    boolean end = false;
    while (!end) {
      end =
          vfs.readdir(
              caller,
              directory,
              next[0],
              true,
              (name, fileid, cookie, entry) -> {
                if (batch.size() == BATCH) {
                  return false;
                }
                next[0] = cookie;
                if (!name.isSpecial()) {
                  batch.add(new Item(name, entry));
                }
                return true;
              });
      for (Item item : batch) {
        taker.take(item.entry() == null ? lookedUp(vfs, caller, directory, item.name()) : item);
      }
      batch.clear();
    }
  }

  /// Rooms may list a name without its entry.
  private static Item lookedUp(Vfs vfs, Caller caller, Node directory, Name name)
      throws ErrnoException {
    try {
      return new Item(name, vfs.lookup(caller, directory, name));
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ESTALE || e.errno() == Errno.EACCES) {
        return new Item(name, null);
      }
      throw e;
    }
  }
}

package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

/// Where files were seen: a persistent set of (identity, directory's identity, name).
///
/// The store is saved every few seconds only, since saving costs; what came since the last save is
/// in a [ChangeLog] that each change is written to at once, without waiting for the disk. So a
/// process that is killed loses nothing. Should the machine lose power, what is missing is found by
/// walking the tree once ([#wasLost]).
final class LocationIndex implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(LocationIndex.class.getName());
  private static final String STORE = "locations.mv";
  private static final byte[] NOTHING = new byte[0];

  private final @Nullable ChangeLog log;
  private final MVStore store;
  private final MVMap<byte[], byte[]> places;
  private volatile boolean lost;
  private boolean changed;
  private boolean closed;

  /// A directory's identity, and a name in it.
  record Location(byte[] directory, byte[] name) {}

  private LocationIndex(MVStore store, @Nullable ChangeLog log) {
    this.store = store;
    this.log = log;
    this.places =
        store.openMap(
            "places",
            new MVMap.Builder<byte[], byte[]>()
                .keyType(ByteArrayDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
  }

  /// @param folder null for an index in memory
  /// @throws ErrnoException EBUSY another room uses the folder; EIO it cannot be used
  static LocationIndex open(@Nullable Path folder) throws ErrnoException {
    if (folder == null) {
      return new LocationIndex(new MVStore.Builder().autoCommitDisabled().open(), null);
    }
    try {
      Files.createDirectories(folder);
      boolean[] broken = new boolean[1];
      MVStore store = openStore(folder.resolve(STORE), broken);
      ChangeLog log = ChangeLog.open(folder);
      LocationIndex index = new LocationIndex(store, log);
      index.lost = broken[0] || log.mayHaveLost();
      log.replay(index::apply);
      index.changed = true;
      index.save();
      return index;
    } catch (IOException failure) {
      throw failure instanceof ErrnoException errno
          ? errno
          : Errno.EIO.exception("state directory " + folder + ": " + failure.getMessage());
    }
  }

  private static MVStore openStore(Path file, boolean[] broken) throws IOException {
    try {
      return builder(file).open();
    } catch (MVStoreException failure) {
      if (failure.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        throw Errno.EBUSY.exception("state directory " + file.getParent() + " is in use");
      }
      LOGGER.log(
          Logger.Level.WARNING, "The index of file handles is broken and is made anew", failure);
      Files.move(file, file.resolveSibling(STORE + ".broken"), StandardCopyOption.REPLACE_EXISTING);
      broken[0] = true;
      return builder(file).open();
    }
  }

  private static MVStore.Builder builder(Path file) {
    return new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().cacheSize(8);
  }

  boolean isPersistent() {
    return log != null;
  }

  /// Whether files may be missing that were in it.
  boolean wasLost() {
    return lost;
  }

  /// Adds all that a walk finds.
  synchronized void rebuild(TreeWalk walk) throws ErrnoException {
    if (lost) {
      LOGGER.log(Logger.Level.INFO, "Walking the tree to find again where the files are");
      walk.walk((id, directory, name) -> add(id, new Location(directory, name)));
      lost = false;
    }
  }

  List<Location> locations(byte[] id) throws ErrnoException {
    byte[] prefix = key(id, NOTHING, NOTHING);
    byte[] from = Arrays.copyOf(prefix, 1 + id.length);
    List<Location> found = new ArrayList<>();
    try (Calm _ = Calm.begin()) {
      for (var keys = places.keyIterator(from); keys.hasNext(); ) {
        byte[] key = keys.next();
        if (key.length < from.length || !Arrays.equals(key, 0, from.length, from, 0, from.length)) {
          break;
        }
        found.add(location(key, from.length));
      }
    } catch (MVStoreException failure) {
      throw broken(failure);
    }
    return found;
  }

  void add(byte[] id, Location at) throws ErrnoException {
    byte[] key = key(id, at.directory, at.name);
    if (!contains(key)) {
      change(true, key);
    }
  }

  void remove(byte[] id, Location at) throws ErrnoException {
    byte[] key = key(id, at.directory, at.name);
    if (contains(key)) {
      change(false, key);
    }
  }

  private boolean contains(byte[] key) throws ErrnoException {
    try (Calm _ = Calm.begin()) {
      return places.containsKey(key);
    } catch (MVStoreException failure) {
      throw broken(failure);
    }
  }

  private synchronized void change(boolean added, byte[] key) throws ErrnoException {
    if (closed) {
      throw Errno.ESTALE.exception("the room is closed");
    }
    if (log != null) {
      log.append(added, key);
      changed = true;
    }
    apply(added, key);
    if (log != null && log.isLong()) {
      save();
    }
  }

  private void apply(boolean added, byte[] key) throws ErrnoException {
    try (Calm _ = Calm.begin()) {
      if (added) {
        places.put(key, NOTHING);
      } else {
        places.remove(key);
      }
    } catch (MVStoreException failure) {
      throw broken(failure);
    }
  }

  private static ErrnoException broken(MVStoreException failure) {
    return Errno.EIO.exception("the index of file handles: " + failure.getMessage());
  }

  /// Saves what has changed, after which the log starts anew.
  synchronized void save() throws ErrnoException {
    if (log == null || !changed || closed) {
      return;
    }
    log.startNext();
    try (Calm _ = Calm.begin()) {
      store.commit();
    } catch (MVStoreException failure) {
      throw broken(failure);
    }
    log.dropPrevious();
    changed = false;
  }

  /// Each part with its length, save the last: 1 byte will do for identities.
  private static byte[] key(byte[] id, byte[] directory, byte[] name) {
    byte[] key = new byte[2 + id.length + directory.length + name.length];
    key[0] = (byte) id.length;
    System.arraycopy(id, 0, key, 1, id.length);
    key[1 + id.length] = (byte) directory.length;
    System.arraycopy(directory, 0, key, 2 + id.length, directory.length);
    System.arraycopy(name, 0, key, 2 + id.length + directory.length, name.length);
    return key;
  }

  private static Location location(byte[] key, int at) {
    int end = at + 1 + key[at];
    return new Location(
        Arrays.copyOfRange(key, at + 1, end), Arrays.copyOfRange(key, end, key.length));
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    try {
      save();
      store.close();
      if (log != null) {
        log.close();
      }
    } catch (ErrnoException | MVStoreException failure) {
      // the log has all that the store lacks
      LOGGER.log(Logger.Level.WARNING, "The index of file handles was not saved", failure);
      store.closeImmediately();
    }
    closed = true;
  }

  /// Holds back an interrupt of the thread, which would close the store's file for everybody.
  private record Calm(boolean interrupted) implements AutoCloseable {
    static Calm begin() {
      return new Calm(Thread.interrupted());
    }

    @Override
    public void close() {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

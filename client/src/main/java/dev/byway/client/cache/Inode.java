package dev.byway.client.cache;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.Node;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What is known of one node of the room below.
final class Inode {
  final Node node;
  final ReentrantLock lock = new ReentrantLock();
  final KnownAttributes attributes;
  final AccessCache access = new AccessCache();

  private volatile @Nullable FileData data;
  private volatile @Nullable Names names;

  /// Where it lost a name while it was open. A room that hid the file there takes it away with the
  /// last close, and so changes the directory.
  volatile @Nullable Inode lostNameIn;

  /// Open files of it; changed by [InodeTable] alone.
  int opens;

  private final Observed observed;

  /// @param changed what was asked before that is not believed; [System#nanoTime]
  Inode(Node node, CacheOptions options, Observed observed, long changed) {
    this.node = node;
    this.observed = observed;
    this.attributes = new KnownAttributes(this, options, changed);
  }

  /// Null while it was never opened.
  @Nullable FileData data() {
    return data;
  }

  FileData makeData(Cache cache) {
    lock.lock();
    try {
      FileData made = data;
      if (made == null) {
        made = new FileData(this, cache);
        Attributes last = attributes.last();
        if (last != null) {
          made.sizeIs(last.size());
        }
        data = made;
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  /// Of a directory.
  Names names() {
    Names made = names;
    if (made == null) {
      lock.lock();
      try {
        made = names;
        if (made == null) {
          made = new Names();
          names = made;
        }
      } finally {
        lock.unlock();
      }
    }
    return made;
  }

  /// The room's attributes, with what it was not sent yet.
  Attributes merged(Attributes of) {
    FileData file = data;
    return file == null ? of : file.merged(of);
  }

  boolean isNear() {
    FileData file = data;
    return file != null && file.isNear();
  }

  /// Under the lock: somebody else changed data or entries. Of a file that is near our own users
  /// look like others, and keep nothing that they need be told of.
  void changedElsewhere() {
    if (!isNear()) {
      observed.changed(node);
    }
    Names known = names;
    if (known != null) {
      observed.changed(node, known.all());
    }
    forget();
  }

  /// Under the lock: data and entries are to be asked for again.
  void forget() {
    FileData file = data;
    if (file != null) {
      file.invalidate();
    }
    Names known = names;
    if (known != null) {
      known.forget();
    }
  }

  /// Under the lock: as the room says.
  void sizeIs(long size) {
    FileData file = data;
    if (file != null) {
      file.sizeIs(size);
    }
  }

  /// Under the lock.
  int writesInFlight() {
    FileData file = data;
    return file == null ? 0 : file.writesInFlight();
  }

  /// What is told of it is told for the moment: the room does not know all that was written.
  boolean isChanging() {
    FileData file = data;
    return file != null && (file.writeback.isUnsent() || file.writesInFlight() > 0);
  }

  /// Under the lock: nothing would be lost if this were forgotten.
  boolean isIdle() {
    FileData file = data;
    return opens == 0 && (file == null || file.isClean());
  }
}

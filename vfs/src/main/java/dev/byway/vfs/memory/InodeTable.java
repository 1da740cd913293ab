package dev.byway.vfs.memory;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The inodes of one room by their handles. Ids are never used again, and a handle says the room's
/// own secret twice over, so that no bytes but a handle's own find an inode.
final class InodeTable {
  private static final int HANDLE = 24;

  private final ConcurrentHashMap<Long, Inode> inodes = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private final long room;
  private final long secret;

  InodeTable() {
    var random = new SecureRandom();
    this.room = random.nextLong();
    this.secret = random.nextLong();
  }

  /// Different for every room.
  long room() {
    return room;
  }

  long nextId() {
    return lastId.incrementAndGet();
  }

  byte[] handle(long id) {
    return ByteBuffer.allocate(HANDLE).putLong(room).putLong(id).putLong(seal(id)).array();
  }

  void add(Inode inode) {
    inodes.put(inode.id(), inode);
  }

  void remove(Inode inode) {
    inodes.remove(inode.id());
  }

  Inode find(byte[] handle) throws ErrnoException {
    if (handle.length != HANDLE) {
      throw Errno.EBADF.exception();
    }
    ByteBuffer bytes = ByteBuffer.wrap(handle);
    long givenRoom = bytes.getLong();
    long id = bytes.getLong();
    if (givenRoom != room || bytes.getLong() != seal(id)) {
      throw Errno.EBADF.exception();
    }
    Inode inode = inodes.get(id);
    if (inode == null) {
      throw Errno.ESTALE.exception();
    }
    return inode;
  }

  /// The finalizer of splitmix64, keyed: mixes every bit into every other.
  private long seal(long id) {
    long z = id * 0x9E3779B97F4A7C15L ^ secret;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}

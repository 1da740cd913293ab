package dev.byway.client.cache;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A page of one file. Its bytes are valid or not one by one; those that are not are never read.
/// What is not said to be volatile is under the lock of its owner.
///
/// A written byte is dirty, then being written, then unstable (the room below has it, but may lose
/// it), then being committed, and then clean. It can be written again meanwhile, and then is dirty
/// as well.
final class Page {
  static final int SIZE = 16 * 1024;

  /// No write is that late.
  static final long NEVER = Long.MAX_VALUE;

  final FileData owner;
  final long index;
  final int slot;

  /// Holds this page's bytes from `base` on; others' around them.
  final ByteBuffer memory;

  final int base;

  volatile Ranges valid = Ranges.NONE;

  /// Used since the sweep came by. A race here does no harm.
  boolean referenced = true;

  /// Who is reading into what is not valid: only one at a time.
  Fill.@Nullable Run filling;

  /// Counted among those with bytes that are dirty or being written.
  boolean unsent;

  Ranges dirty = Ranges.NONE;
  Ranges writing = Ranges.NONE;
  Ranges unstable = Ranges.NONE;
  Ranges committing = Ranges.NONE;

  /// The stamp of the oldest write in each of these states.
  long dirtySince = NEVER;

  long writingSince = NEVER;
  long unstableSince = NEVER;
  long committingSince = NEVER;

  /// Who wrote here last; null when clean.
  @Nullable Writer writer;

  Page(FileData owner, long index, int slot, ByteBuffer memory, int base) {
    this.owner = owner;
    this.index = index;
    this.slot = slot;
    this.memory = memory;
    this.base = base;
  }

  /// The file offset of its first byte.
  long start() {
    return index * SIZE;
  }

  boolean isClean() {
    return dirty.isEmpty() && writing.isEmpty() && unstable.isEmpty() && committing.isEmpty();
  }

  /// Nothing is lost when it goes.
  boolean isIdle() {
    return filling == null && isClean();
  }

  /// Bytes that only this page has, or may be the only one to have.
  Ranges held() {
    return dirty.plus(writing).plus(unstable).plus(committing);
  }

  /// The stamp of the oldest write that is not on stable storage.
  long oldest() {
    return Math.min(oldestUnsent(), Math.min(unstableSince, committingSince));
  }

  long oldestUnsent() {
    return Math.min(dirtySince, writingSince);
  }

  /// Bytes were written here, or must be sent again.
  void dirty(Ranges bytes, long since) {
    dirty = dirty.plus(bytes);
    dirtySince = Math.min(dirtySince, since);
  }

  /// Dirty bytes are on their way; none were.
  void send(int from, int to) {
    writing = Ranges.NONE.plus(from, to);
    writingSince = dirtySince;
    dirty = dirty.minus(from, to);
    forgetStamps();
  }

  /// What was on its way has arrived, or will not.
  ///
  /// @return those bytes, which are in no state now
  Ranges answered() {
    Ranges bytes = writing;
    writing = Ranges.NONE;
    forgetStamps();
    return bytes;
  }

  /// The room below has bytes, but may lose them.
  void unstable(Ranges bytes, long since) {
    unstable = unstable.plus(bytes);
    unstableSince = Math.min(unstableSince, since);
  }

  /// The room below may have lost what was unstable.
  void rewrite() {
    dirty(unstable, unstableSince);
    unstable = Ranges.NONE;
    forgetStamps();
  }

  /// All that is unstable is being committed.
  void commit() {
    committing = unstable;
    committingSince = unstableSince;
    unstable = Ranges.NONE;
    forgetStamps();
  }

  /// The commit has been answered.
  ///
  /// @return its bytes, which are in no state now
  Ranges committed() {
    Ranges bytes = committing;
    committing = Ranges.NONE;
    forgetStamps();
    return bytes;
  }

  /// Nobody needs what comes after this any more; nothing is on its way.
  void cut(int keep) {
    dirty = dirty.minus(keep, SIZE);
    unstable = unstable.minus(keep, SIZE);
    committing = committing.minus(keep, SIZE);
    forgetStamps();
  }

  /// No bytes, no stamp.
  private void forgetStamps() {
    dirtySince = dirty.isEmpty() ? NEVER : dirtySince;
    writingSince = writing.isEmpty() ? NEVER : writingSince;
    unstableSince = unstable.isEmpty() ? NEVER : unstableSince;
    committingSince = committing.isEmpty() ? NEVER : committingSince;
  }

  /// Whether its memory follows that of the page before it in the file.
  boolean isNextTo(Page before) {
    return memory == before.memory && base == before.base + SIZE;
  }

  void get(int from, ByteBuffer dst, int position, int count) {
    dst.put(position, memory, base + from, count);
    if (!referenced) {
      referenced = true;
    }
  }

  void put(int from, ByteBuffer src, int position, int count) {
    memory.put(base + from, src, position, count);
  }

  void zero(int from, int to) {
    for (int i = from; i < to; ) {
      int count = Math.min(to - i, ZEROS.capacity());
      memory.put(base + i, ZEROS, 0, count);
      i += count;
    }
  }

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(4096).asReadOnlyBuffer();
}

package dev.byway.net.localio;

import static dev.byway.linux.RawMemory.compareAndSetInt;
import static dev.byway.linux.RawMemory.compareAndSetLong;
import static dev.byway.linux.RawMemory.getAndAddInt;
import static dev.byway.linux.RawMemory.getInt;
import static dev.byway.linux.RawMemory.getIntVolatile;
import static dev.byway.linux.RawMemory.getLong;
import static dev.byway.linux.RawMemory.getLongOpaque;
import static dev.byway.linux.RawMemory.setIntRelease;
import static dev.byway.linux.RawMemory.setIntVolatile;
import static dev.byway.linux.RawMemory.setLong;

import dev.byway.base.ErrnoException;
import dev.byway.linux.SharedMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The slots of one client, in memory that it shares with the server. A slot says whether a grant
/// is valid and how many threads are using it just now:
///
/// ```
/// line 0         generation of the valid grant, 0 for none            written by the server
/// lines 1..16    threads inside, calls done, bytes moved, owner       written by the client
/// lines 17..31   the same, without an owner
/// ```
///
/// A line is 64 bytes, what processors exchange. One count for all threads would go from core to
/// core with every read and cost more than the read's system call saves, so each thread counts in a
/// line picked by its id. The first thread to pick one of lines 1..16 owns it for good, and alone
/// writes to it: leaving then takes a plain store, where an atomic addition would first wait for
/// all the bytes that the read has just stored. Others share lines 17..31, where calls and bytes
/// (for [#calls] and [#bytes] only) may miss a few.
///
/// A reader counts itself in, then looks at the generation; who takes back clears the generation,
/// then looks at the counts. Both are sequentially consistent, so one of them sees the other.
///
/// The client can write anything here. It fools nobody but itself: the server waits for counts only
/// so long, and keeps its own books of what it granted. Any thread.
public final class SlotTable {
  private static final int LINE_BYTES = 64;
  private static final int LINES = 32;
  private static final int OWNED = 16;
  private static final int COMMON = LINES - 1 - OWNED;
  private static final int SLOT_BYTES = LINES * LINE_BYTES;
  private static final int CALLS_AT = 8;
  private static final int BYTES_AT = 16;
  private static final int OWNER_AT = 24;

  /// Keeps what is at `base` mapped.
  private final MemorySegment memory;

  private final long base;
  private final int slots;

  private SlotTable(MemorySegment memory, int slots) {
    this.memory = memory;
    this.base = memory.address();
    this.slots = slots;
  }

  /// Slots for a client in this JVM.
  public static SlotTable inProcess(int slots) {
    return new SlotTable(Arena.ofAuto().allocate(size(slots), LINE_BYTES), slots);
  }

  /// Makes the memory for the slots of a client in another process.
  ///
  /// @return its descriptor, for [#map] here and there; the caller closes it
  public static int create(int slots) throws ErrnoException {
    return SharedMemory.create("byway-slots", size(slots));
  }

  /// The slots in memory made by [#create].
  ///
  /// @throws ErrnoException EPROTO it is not such memory
  public static SlotTable map(int fd, int slots) throws ErrnoException {
    return new SlotTable(SharedMemory.map(fd, size(slots)), slots);
  }

  private static long size(int slots) {
    return (long) slots * SLOT_BYTES;
  }

  public int slots() {
    return slots;
  }

  /// Counts the calling thread in, unless that grant is not valid any more. Who is let in may use
  /// the grant until it calls [#exit], from the same thread.
  ///
  /// @param slot less than [#slots], which nobody checks here
  /// @return the place to leave from; 0 for who is not let in
  public long enter(int slot, int generation) {
    long valid = line(slot, 0);
    if (getIntVolatile(valid) != generation) {
      return 0; // without a trace, or those who keep trying would look like threads inside
    }
    long thread = Thread.currentThread().threadId();
    long place = line(slot, 1 + (int) (thread % OWNED));
    if (isOwned(place, thread)) {
      setIntVolatile(place, getInt(place) + 1);
    } else {
      place = line(slot, 1 + OWNED + (int) (thread % COMMON));
      getAndAddInt(place, 1);
      place = -place;
    }
    if (getIntVolatile(valid) == generation) {
      return place;
    }
    leave(place);
    return 0;
  }

  /// Counts the calling thread out of the place where [#enter] let it in, after a call that moved
  /// so many bytes.
  public void exit(long place, long bytes) {
    long line = Math.abs(place);
    setLong(line + CALLS_AT, getLong(line + CALLS_AT) + 1);
    setLong(line + BYTES_AT, getLong(line + BYTES_AT) + bytes);
    leave(place);
  }

  /// @param place an address, negative where the line is not the thread's own
  private void leave(long place) {
    if (place > 0) {
      setIntRelease(place, getInt(place) - 1);
    } else {
      getAndAddInt(-place, -1);
    }
    Reference.reachabilityFence(memory);
  }

  /// Calls done under the present grant, as the client says.
  public long calls(int slot) {
    return sum(slot, CALLS_AT);
  }

  /// Bytes moved under the present grant, as the client says.
  public long bytes(int slot) {
    return sum(slot, BYTES_AT);
  }

  private long sum(int slot, int at) {
    long sum = 0;
    for (int line = 1; line < LINES; line++) {
      sum += getLong(line(slot, line) + at);
    }
    Reference.reachabilityFence(memory);
    return sum;
  }

  /// Whether that grant is valid at this moment.
  public boolean isValid(int slot, int generation) {
    boolean valid = getIntVolatile(line(slot, 0)) == generation;
    Reference.reachabilityFence(memory);
    return valid;
  }

  /// Turns a slot on for a grant.
  public void grant(int slot, int generation) {
    for (int line = 1; line < LINES; line++) {
      setLong(line(slot, line) + CALLS_AT, 0);
      setLong(line(slot, line) + BYTES_AT, 0);
    }
    setIntVolatile(line(slot, 0), generation);
    Reference.reachabilityFence(memory);
  }

  /// Turns a grant off: no thread enters any more. Those inside are still there. Does nothing when
  /// the slot has another grant by now.
  public void revoke(int slot, int generation) {
    compareAndSetInt(line(slot, 0), generation, 0);
    Reference.reachabilityFence(memory);
  }

  /// Whether threads are inside. Once [#revoke]d, false means that all who entered have left.
  public boolean isInUse(int slot) {
    boolean used = false;
    for (int line = 1; line < LINES && !used; line++) {
      used = getIntVolatile(line(slot, line)) > 0;
    }
    Reference.reachabilityFence(memory);
    return used;
  }

  /// Waits until nobody is inside a revoked slot.
  ///
  /// @param deadline as of [System#nanoTime]
  /// @param gone whether the client is, and its counts with it
  /// @return false when the deadline passed first
  public boolean drain(int slot, long deadline, BooleanSupplier gone) {
    for (int turn = 0; isInUse(slot) && !gone.getAsBoolean(); turn++) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      if (turn < 100) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(50_000);
      }
    }
    return true;
  }

  /// Whether the line is this thread's, which never changes once it was asked.
  private static boolean isOwned(long line, long thread) {
    long owner = getLongOpaque(line + OWNER_AT);
    return owner == thread || owner == 0 && compareAndSetLong(line + OWNER_AT, 0, thread);
  }

  private long line(int slot, int line) {
    return base + (long) slot * SLOT_BYTES + line * LINE_BYTES;
  }
}

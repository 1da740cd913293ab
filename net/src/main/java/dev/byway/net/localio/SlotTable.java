package dev.byway.net.localio;

import dev.byway.base.ErrnoException;
import dev.byway.linux.SharedMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The slots of one client, in memory that it shares with the server. A slot says whether a grant
/// is valid and how many threads are using it just now:
///
/// ```
/// line 0         generation of the valid grant, 0 for none            written by the server
/// lines 1..15    threads inside, calls done, bytes moved, owner       written by the client
/// lines 16..31   the same, without an owner
/// ```
///
/// A line is 64 bytes, what processors exchange. One count for all threads would go from core to
/// core with every read and cost more than the read's system call saves, so each thread counts in a
/// line picked by its id. The first thread to pick one of lines 1..15 owns it for good, and alone
/// writes to it: leaving then takes a plain store, where an atomic addition would first wait for
/// all the bytes that the read has just stored. Others share lines 16..31, where calls and bytes
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
  private static final int OWNED = 15;
  private static final int COMMON = 16;
  private static final int SLOT_BYTES = LINES * LINE_BYTES;
  private static final int CALLS_AT = 8;
  private static final int BYTES_AT = 16;
  private static final int OWNER_AT = 24;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final VarHandle OWNER = LONG.varHandle().withInvokeExactBehavior();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle().withInvokeExactBehavior();

  private final MemorySegment memory;
  private final int slots;

  private SlotTable(MemorySegment memory, int slots) {
    this.memory = memory;
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

  /// Counts the calling thread in, unless that grant is not valid any more. Who gets true may use
  /// the grant until it calls [#exit], from the same thread.
  public boolean enter(int slot, int generation) {
    if ((int) INT.getVolatile(memory, valid(slot)) != generation) {
      return false; // without a trace, or those who keep trying would look like threads inside
    }
    long thread = Thread.currentThread().threadId();
    long line = mine(slot, thread);
    boolean owned = isOwned(line, thread);
    if (owned) {
      INT.setVolatile(memory, line, (int) INT.get(memory, line) + 1);
    } else {
      line = common(slot, thread);
      int ignored = (int) INT.getAndAdd(memory, line, 1);
    }
    if ((int) INT.getVolatile(memory, valid(slot)) == generation) {
      return true;
    }
    leave(line, owned);
    return false;
  }

  /// Counts the calling thread out, after a call that moved so many bytes.
  public void exit(int slot, long bytes) {
    long thread = Thread.currentThread().threadId();
    long line = mine(slot, thread);
    boolean owned = isOwned(line, thread);
    if (!owned) {
      line = common(slot, thread);
    }
    memory.set(LONG, line + CALLS_AT, memory.get(LONG, line + CALLS_AT) + 1);
    memory.set(LONG, line + BYTES_AT, memory.get(LONG, line + BYTES_AT) + bytes);
    leave(line, owned);
  }

  private void leave(long line, boolean owned) {
    if (owned) {
      INT.setRelease(memory, line, (int) INT.get(memory, line) - 1);
    } else {
      int ignored = (int) INT.getAndAdd(memory, line, -1);
    }
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
      sum += memory.get(LONG, line(slot, line) + at);
    }
    return sum;
  }

  /// Whether that grant is valid at this moment.
  public boolean isValid(int slot, int generation) {
    return (int) INT.getVolatile(memory, valid(slot)) == generation;
  }

  /// Turns a slot on for a grant.
  public void grant(int slot, int generation) {
    for (int line = 1; line < LINES; line++) {
      memory.set(LONG, line(slot, line) + CALLS_AT, 0);
      memory.set(LONG, line(slot, line) + BYTES_AT, 0);
    }
    INT.setVolatile(memory, valid(slot), generation);
  }

  /// Turns a grant off: no thread enters any more. Those inside are still there. Does nothing when
  /// the slot has another grant by now.
  public void revoke(int slot, int generation) {
    boolean ignored = INT.compareAndSet(memory, valid(slot), generation, 0);
  }

  /// Whether threads are inside. Once [#revoke]d, false means that all who entered have left.
  public boolean isInUse(int slot) {
    for (int line = 1; line < LINES; line++) {
      if ((int) INT.getVolatile(memory, line(slot, line)) > 0) {
        return true;
      }
    }
    return false;
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

  private static long valid(int slot) {
    return line(slot, 0);
  }

  private static long mine(int slot, long thread) {
    return line(slot, 1 + (int) (thread % OWNED));
  }

  private static long common(int slot, long thread) {
    return line(slot, COMMON + (int) (thread % (LINES - COMMON)));
  }

  /// Whether the line is this thread's, which never changes once it was asked.
  private boolean isOwned(long line, long thread) {
    long owner = (long) OWNER.getOpaque(memory, line + OWNER_AT);
    return owner == thread
        || owner == 0 && (boolean) OWNER.compareAndSet(memory, line + OWNER_AT, 0L, thread);
  }

  private static long line(int slot, int line) {
    return (long) slot * SLOT_BYTES + line * LINE_BYTES;
  }
}

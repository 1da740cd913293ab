package dev.byway.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// Words in memory by their addresses, for code that runs beside a system call of half a
/// microsecond: there the checks of a [MemorySegment] cost as much as what they guard. Who calls
/// answers for it that the address is aligned, and that its memory is mapped until after the call.
public final class RawMemory {
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle().withInvokeExactBehavior();
  private static final VarHandle WORD = LONG.varHandle().withInvokeExactBehavior();

  private RawMemory() {}

  public static long getLong(long address) {
    return ALL.get(LONG, address);
  }

  public static void setLong(long address, long value) {
    ALL.set(LONG, address, value);
  }

  public static long getLongOpaque(long address) {
    return (long) WORD.getOpaque(ALL, address);
  }

  public static boolean compareAndSetLong(long address, long expected, long value) {
    return (boolean) WORD.compareAndSet(ALL, address, expected, value);
  }

  public static int getInt(long address) {
    return (int) INT.get(ALL, address);
  }

  public static int getIntVolatile(long address) {
    return (int) INT.getVolatile(ALL, address);
  }

  public static void setIntVolatile(long address, int value) {
    INT.setVolatile(ALL, address, value);
  }

  public static void setIntRelease(long address, int value) {
    INT.setRelease(ALL, address, value);
  }

  public static int getAndAddInt(long address, int delta) {
    return (int) INT.getAndAdd(ALL, address, delta);
  }

  public static boolean compareAndSetInt(long address, int expected, int value) {
    return (boolean) INT.compareAndSet(ALL, address, expected, value);
  }
}

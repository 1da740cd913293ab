package dev.byway.fuse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Objects by small numbers that the kernel knows them by. Finding is one read of an array; a
/// number is used again once its object is gone.
final class Slots<T> {
  private static final int FIRST_SIZE = 64;

  /// Replaced when it grows, so readers take it once.
  private volatile @Nullable Object[] slots = new Object[FIRST_SIZE];

  private int[] free = new int[FIRST_SIZE];
  private int freeCount;
  private int used;

  /// @return the number: 0 or more
  synchronized int add(T object) {
    int number = freeCount > 0 ? free[--freeCount] : used++;
    if (number == slots.length) {
      slots = Arrays.copyOf(slots, number * 2);
    }
    @Nullable Object[] now = slots;
    now[number] = object;
    // publishes the element to those who read the field afterwards
    slots = now;
    return number;
  }

  /// @return null when there is none
  @SuppressWarnings("unchecked")
  @Nullable T at(long number) {
    @Nullable Object[] now = slots;
    return number >= 0 && number < now.length ? (T) now[(int) number] : null;
  }

  /// @return what was there; null when nothing was
  synchronized @Nullable T remove(long number) {
    T object = at(number);
    if (object != null) {
      slots[(int) number] = null;
      if (freeCount == free.length) {
        free = Arrays.copyOf(free, freeCount * 2);
      }
      free[freeCount++] = (int) number;
    }
    return object;
  }

  synchronized int size() {
    return used - freeCount;
  }

  /// Empties it.
  synchronized List<T> removeAll() {
    var all = new ArrayList<T>();
    for (int number = 0; number < used; number++) {
      T object = remove(number);
      if (object != null) {
        all.add(object);
      }
    }
    return all;
  }
}

package dev.byway.client.cache;

import java.util.Arrays;

/// A set of byte positions of a page, as intervals that do not touch, in rising order. Immutable,
/// so that a reader without a lock sees one or another whole set.
final class Ranges {
  static final Ranges NONE = new Ranges(new int[0]);
  private static final Ranges WHOLE = new Ranges(new int[] {0, Page.SIZE});

  /// from, to (exclusive), from, to ...
  private final int[] bounds;

  private Ranges(int[] bounds) {
    this.bounds = bounds;
  }

  private static Ranges of(int[] bounds, int length) {
    if (length == 0) {
      return NONE;
    }
    if (length == 2 && bounds[0] == 0 && bounds[1] == Page.SIZE) {
      return WHOLE;
    }
    return new Ranges(length == bounds.length ? bounds : Arrays.copyOf(bounds, length));
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  /// How many intervals.
  int count() {
    return bounds.length / 2;
  }

  int from(int interval) {
    return bounds[2 * interval];
  }

  /// Exclusive.
  int to(int interval) {
    return bounds[2 * interval + 1];
  }

  /// Where the interval that holds `at` ends; `at` itself if none does.
  int endOfRun(int at) {
    for (int i = 0; i < bounds.length; i += 2) {
      if (at < bounds[i]) {
        return at;
      }
      if (at < bounds[i + 1]) {
        return bounds[i + 1];
      }
    }
    return at;
  }

  /// The first position from `at` on that is in the set; [Page#SIZE] if none is.
  int next(int at) {
    for (int i = 0; i < bounds.length; i += 2) {
      if (at < bounds[i + 1]) {
        return Math.max(at, bounds[i]);
      }
    }
    return Page.SIZE;
  }

  boolean covers(int from, int to) {
    return endOfRun(from) >= to || from == to;
  }

  Ranges plus(int from, int to) {
    if (from >= to || covers(from, to)) {
      return this;
    }
    int[] sum = new int[bounds.length + 2];
    int length = 0;
    int i = 0;
    while (i < bounds.length && bounds[i + 1] < from) {
      sum[length++] = bounds[i++];
      sum[length++] = bounds[i++];
    }
    int low = from;
    int high = to;
    while (i < bounds.length && bounds[i] <= to) {
      low = Math.min(low, bounds[i++]);
      high = Math.max(high, bounds[i++]);
    }
    sum[length++] = low;
    sum[length++] = high;
    while (i < bounds.length) {
      sum[length++] = bounds[i++];
    }
    return of(sum, length);
  }

  Ranges plus(Ranges other) {
    Ranges sum = this;
    for (int i = 0; i < other.count(); i++) {
      sum = sum.plus(other.from(i), other.to(i));
    }
    return sum;
  }

  Ranges minus(int from, int to) {
    if (from >= to || next(from) >= to) {
      return this;
    }
    int[] rest = new int[bounds.length + 2];
    int length = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      if (bounds[i] < from) {
        rest[length++] = bounds[i];
        rest[length++] = Math.min(bounds[i + 1], from);
      }
      if (bounds[i + 1] > to) {
        rest[length++] = Math.max(bounds[i], to);
        rest[length++] = bounds[i + 1];
      }
    }
    return of(rest, length);
  }

  Ranges minus(Ranges other) {
    Ranges rest = this;
    for (int i = 0; i < other.count(); i++) {
      rest = rest.minus(other.from(i), other.to(i));
    }
    return rest;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Ranges that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    return Arrays.toString(bounds);
  }
}

package dev.byway.vfs.testkit;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.memory.MemoryLimits;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.RandomSteps.Outcome;
import dev.byway.vfs.testkit.RandomSteps.Step;
import dev.byway.vfs.testkit.Twins.Side;
import dev.byway.vfs.testkit.Twins.TwinFile;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Does the same random things to a room and to a [MemoryVfs] and compares every answer, and the
/// whole trees at the end. A failure says the seed and the last steps; run it again with
/// `-Dbyway.seed=...`.
///
/// ```java
/// RandomOperations.run(place, RandomOperations.seed(), 5000);
/// RandomOperations.runOnThreads(place, RandomOperations.seed(), 8, 1000);
/// ```
public final class RandomOperations {
  private static final int REMEMBERED = 25;
  private static final int COMPARED = 250_000;
  private static final long FAR = 4L << 30;

  private final long seed;
  private final Twins twins;
  private final RandomSteps steps;
  private final Side subject;
  private final Side model;
  private final Deque<String> log = new ArrayDeque<>();

  private RandomOperations(Place place, Place modelPlace, long seed, Caller... callers) {
    this.seed = seed;
    this.twins = new Twins(place, modelPlace);
    this.steps = new RandomSteps(new SplittableRandom(seed), twins, place, callers);
    this.subject = new Side(place, false);
    this.model = new Side(modelPlace, true);
  }

  /// A new seed, or the one of the system property `byway.seed`; printed, so that it can be used
  /// again.
  public static long seed() {
    long seed = Long.getLong("byway.seed", System.nanoTime());
    System.out.println("random operations with -Dbyway.seed=" + seed);
    return seed;
  }

  /// One thread in one directory, which is empty and in which nobody else works. Its caller must be
  /// allowed everything there.
  public static void run(Place place, long seed, int operations) throws ErrnoException {
    try (var memory = new MemoryVfs(MemoryLimits.DEFAULT)) {
      new RandomOperations(place, modelPlace(memory, place), seed, place.caller()).run(operations);
    }
  }

  /// The superuser and three others, one of them in many groups, get in each other's way in one
  /// directory. For rooms that have [dev.byway.vfs.Capabilities#identities].
  ///
  /// @param place of the superuser
  public static void runAsSeveralUsers(Place place, long seed, int operations)
      throws ErrnoException {
    place.chmod(place.here(), 0777);
    try (var memory = new MemoryVfs(MemoryLimits.DEFAULT)) {
      new RandomOperations(
              place,
              modelPlace(memory, place),
              seed,
              place.caller(),
              Chapter.ALICE,
              Chapter.BOB,
              Chapter.JOINER)
          .run(operations);
    }
  }

  /// Many threads of one room, each in its own directory below `place` with its own model.
  public static void runOnThreads(Place place, long seed, int threads, int operations)
      throws Exception {
    Threads.run(threads, thread -> run(place.inNew("thread" + thread), seed + thread, operations));
  }

  private static Place modelPlace(MemoryVfs memory, Place place) throws ErrnoException {
    Caller caller = place.caller();
    var root = new Place(memory, Caller.ROOT, memory.root());
    var base = place.stat();
    Node here = root.mkdir("base", base.mode());
    root.set(here, SetAttributes.NONE.withUid(base.uid()).withGid(base.gid()));
    return new Place(memory, caller, here);
  }

  private void run(int operations) throws ErrnoException {
    try {
      for (int i = 0; i < operations; i++) {
        take(steps.next());
      }
      compareTrees(subject.base(), model.base());
    } finally {
      twins.closeAll();
    }
  }

  private void take(Step step) {
    if (log.size() == REMEMBERED) {
      log.removeFirst();
    }
    log.addLast(step.caller() + " " + step.what());
    Object told = outcome(step, subject);
    Object right = outcome(step, model);
    if (told instanceof Outcome one && right instanceof Outcome other) {
      check(one.seen().equals(other.seen()), other.seen(), one.seen());
      meet(step, one, other);
    } else {
      boolean same = told.equals(right) || (isFailure(told) && isFailure(right) && !step.exact());
      check(same || areTheSame(told, right), right, told);
    }
  }

  private static boolean isFailure(Object outcome) {
    return outcome instanceof Errno;
  }

  /// POSIX lets a room choose between the two for a directory that is not empty.
  private static boolean areTheSame(Object one, Object other) {
    return (one == Errno.EEXIST || one == Errno.ENOTEMPTY)
        && (other == Errno.EEXIST || other == Errno.ENOTEMPTY);
  }

  private static Object outcome(Step step, Side side) {
    try {
      return step.action().on(side.as(step.caller()));
    } catch (ErrnoException e) {
      return e.errno();
    }
  }

  private void meet(Step step, Outcome one, Outcome other) {
    if (one.node() != null && other.node() != null) {
      boolean directory = other.node().attributes().isDirectory();
      String wrong = twins.meet(one.node().node(), other.node().node(), directory);
      check(wrong == null, "the same node", Objects.requireNonNullElse(wrong, ""));
    }
    OpenFile subjectFile = one.file();
    OpenFile modelFile = other.file();
    if (subjectFile != null && modelFile != null) {
      twins.opened(new TwinFile(subjectFile, modelFile, step.caller()));
    }
  }

  private void compareTrees(Place told, Place right) throws ErrnoException {
    log.addLast("compare the trees");
    var names = new TreeSet<>(right.names());
    check(names.equals(new TreeSet<>(told.names())), names, told.names());
    for (String name : names) {
      Node one = told.find(name);
      Node other = right.find(name);
      log.addLast("compare " + name);
      check(twins.meet(one, other, false) == null, other, one);
      String expected = steps.seen(right.stat(other));
      check(expected.equals(steps.seen(told.stat(one))), expected, steps.seen(told.stat(one)));
      FileType type = right.stat(other).type();
      if (type == FileType.DIRECTORY) {
        compareTrees(told.in(one), right.in(other));
      } else if (type == FileType.REGULAR) {
        compareData(told, one, right, other);
      }
      log.removeLast();
    }
  }

  private void compareData(Place told, Node one, Place right, Node other) throws ErrnoException {
    try (OpenFile subjectFile = told.open(one, OpenHow.READ);
        OpenFile modelFile = right.open(other, OpenHow.READ)) {
      for (long offset : new long[] {0, FAR}) {
        byte[] data = told.read(subjectFile, offset, COMPARED);
        byte[] expected = right.read(modelFile, offset, COMPARED);
        int at = Arrays.mismatch(expected, data);
        check(at < 0, "the model's data", "another byte at " + (offset + at));
      }
    }
  }

  private void check(boolean good, @Nullable Object expected, @Nullable Object told) {
    if (!good) {
      throw new AssertionError(
          "with -Dbyway.seed=%d, after\n  %s\nthe model says\n  %s\nand the room says\n  %s"
              .formatted(seed, String.join("\n  ", log), expected, told));
    }
  }
}

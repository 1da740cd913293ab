package dev.byway.vfs.testkit;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import dev.byway.vfs.testkit.Twins.Side;
import dev.byway.vfs.testkit.Twins.Twin;
import dev.byway.vfs.testkit.Twins.TwinFile;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Draws the next thing to do to both rooms. Names come from a short list and offsets from a small
/// range, so that calls meet each other's traces.
final class RandomSteps {
  private static final String[] NAMES = {"a", "b", "c", "d", "e", "f", "é", "a rather longer name"};
  private static final int[] MODES = {
    0644, 0600, 0755, 0700, 0444, 0777, 0666, 0, 0070, 0007, 01777, 02775, 04755, 06777
  };
  private static final int LAST_OFFSET = 200_000;
  private static final int LONGEST = 20_000;

  /// @param exact the rooms must fail with the same errno; otherwise with any, since several things
  ///     may be wrong at once and rooms look in different orders
  /// @param caller who does it
  record Step(String what, boolean exact, Caller caller, Action action) {}

  interface Action {
    Outcome on(Side side) throws ErrnoException;
  }

  /// @param seen what must be equal in both rooms
  /// @param node what the step found or made
  /// @param file what the step opened
  record Outcome(Object seen, @Nullable Entry node, @Nullable OpenFile file) {
    static Outcome of(Object seen) {
      return new Outcome(seen, null, null);
    }
  }

  private final SplittableRandom random;
  private final Twins twins;
  private final boolean owners;
  private final boolean hardLinks;
  private final boolean symbolicLinks;
  private final Caller[] callers;
  private Caller caller;

  /// @param callers the first may do everything
  RandomSteps(SplittableRandom random, Twins twins, Place subject, Caller... callers) {
    this.random = random;
    this.twins = twins;
    this.callers = callers;
    this.caller = callers[0];
    this.owners = subject.vfs().capabilities().identities();
    this.hardLinks = subject.vfs().capabilities().hardLinks();
    this.symbolicLinks = subject.vfs().capabilities().symbolicLinks();
  }

  Step next() {
    caller = callers[random.nextInt(callers.length)];
    int dice = random.nextInt(100);
    if (dice < 30) {
      return making(dice);
    }
    if (dice < 50) {
      return removing(dice);
    }
    return dice < 70 ? looking(dice) : working(dice);
  }

  private Step making(int dice) {
    if (dice < 10) {
      return create();
    }
    if (dice < 17) {
      return mkdir();
    }
    if (dice < 21 && symbolicLinks) {
      return symlink();
    }
    return dice < 25 && hardLinks ? link() : open();
  }

  private Step removing(int dice) {
    if (dice < 36) {
      return remove("unlink", (place, name) -> place.unlink(name));
    }
    return dice < 40 ? remove("rmdir", (place, name) -> place.rmdir(name)) : rename();
  }

  private Step looking(int dice) {
    if (dice < 58) {
      return lookup();
    }
    return dice < 64 ? getattr() : list();
  }

  private Step working(int dice) {
    TwinFile file = twins.file(random);
    if (dice < 76 || file == null) {
      return random.nextInt(3) == 0 && callers.length > 1 ? chown() : setattr();
    }
    caller = file.opener();
    if (dice < 86) {
      return write(file);
    }
    if (dice < 94) {
      return read(file);
    }
    return dice < 97 ? resize(file) : close(file);
  }

  private Step create() {
    Twin directory = twins.directory(random);
    String name = name();
    SetAttributes attributes = SetAttributes.ofMode(mode());
    boolean guarded = random.nextBoolean();
    CreateHow how =
        guarded
            ? new CreateHow.Guarded(attributes)
            : new CreateHow.Unchecked(random.nextBoolean() ? attributes : attributes.withSize(0L));
    return new Step(
        "create " + name + " " + how,
        false,
        caller,
        side -> {
          Created made =
              side.base()
                  .vfs()
                  .create(
                      side.base().caller(),
                      side.node(directory),
                      Place.name(name),
                      how,
                      OpenHow.READ_WRITE);
          return new Outcome(made.fresh() + seen(made.entry()), made.entry(), made.file());
        });
  }

  private Step mkdir() {
    Twin directory = twins.directory(random);
    String name = name();
    // Whether set-gid is inherited or given differs where a later chmod takes it from non-members.
    int mode = mode() & 01777;
    return new Step(
        "mkdir " + name,
        true,
        caller,
        side -> found(entry(side.in(directory), side.in(directory).mkdir(name, mode))));
  }

  private Step symlink() {
    Twin directory = twins.directory(random);
    String name = name();
    String target = name();
    return new Step(
        "symlink " + name + " to " + target,
        true,
        caller,
        side -> {
          Place place = side.in(directory);
          Node made = place.symlink(name, target);
          byte[] read = place.vfs().readlink(place.caller(), made);
          Entry entry = entry(place, made);
          return new Outcome(Arrays.toString(read) + seen(entry), entry, null);
        });
  }

  /// By the superuser, since Linux may forbid links to what one does not own
  /// (`fs.protected_hardlinks`).
  private Step link() {
    caller = callers[0];
    Twin node = twins.node(random);
    Twin directory = twins.directory(random);
    String name = name();
    return new Step(
        "link " + node.model() + " as " + name,
        false,
        caller,
        side -> found(side.in(directory).link(side.node(node), name).entry()));
  }

  private Step open() {
    Twin node = twins.node(random);
    return new Step(
        "open " + node.model(),
        true,
        caller,
        side -> {
          OpenFile file = side.base().open(side.node(node), OpenHow.READ_WRITE);
          return new Outcome(seen(file.getattr(side.base().caller())), null, file);
        });
  }

  private interface Removal {
    Object on(Place place, String name) throws ErrnoException;
  }

  private Step remove(String verb, Removal removal) {
    Twin directory = twins.directory(random);
    String name = name();
    return new Step(
        verb + " " + name,
        true,
        caller,
        side -> {
          removal.on(side.in(directory), name);
          return Outcome.of("removed");
        });
  }

  private Step rename() {
    Twin from = twins.directory(random);
    Twin to = random.nextBoolean() ? from : twins.directory(random);
    String fromName = name();
    String toName = name();
    return new Step(
        "rename " + fromName + " in " + from.model() + " to " + toName + " in " + to.model(),
        false,
        caller,
        side -> {
          side.in(from).rename(fromName, side.in(to), toName);
          return Outcome.of("renamed");
        });
  }

  private Step lookup() {
    Twin directory = twins.directory(random);
    String name = random.nextInt(10) == 0 ? "." : name();
    return new Step(
        "lookup " + name,
        true,
        caller,
        side ->
            found(
                side.base()
                    .vfs()
                    .lookup(side.base().caller(), side.node(directory), Place.name(name))));
  }

  private Step getattr() {
    Twin node = random.nextBoolean() ? twins.node(random) : twins.directory(random);
    return new Step(
        "getattr " + node.model(),
        true,
        caller,
        side -> Outcome.of(seen(side.base().stat(side.node(node)))));
  }

  private Step list() {
    Twin directory = twins.directory(random);
    return new Step(
        "list " + directory.model(),
        true,
        caller,
        side -> {
          var names = new TreeMap<String, Integer>();
          for (String name : side.in(directory).names()) {
            names.merge(name, 1, Integer::sum);
          }
          return Outcome.of(names);
        });
  }

  private Step setattr() {
    Twin node = random.nextBoolean() ? twins.node(random) : twins.directory(random);
    long time = random.nextLong(4_000_000_000L) * Attributes.SECOND;
    SetAttributes set =
        switch (random.nextInt(4)) {
          case 0 -> SetAttributes.ofMode(mode());
          case 1 -> SetAttributes.ofSize(random.nextInt(LAST_OFFSET));
          case 2 -> SetAttributes.NONE.withMtime(new SetTime.At(time));
          default -> SetAttributes.ofMode(mode()).withAtime(new SetTime.At(time));
        };
    return new Step(
        "setattr " + node.model() + " " + set,
        false,
        caller,
        side -> {
          Node target = side.node(node);
          if (set.mode() != null && side.base().stat(target).type() == FileType.SYMLINK) {
            return Outcome.of("a link's mode is the room's own affair");
          }
          side.base().set(target, set);
          Attributes now = side.base().stat(target);
          Object times = set.mtime() == null ? "" : now.mtime();
          return Outcome.of(seen(now) + times);
        });
  }

  private Step chown() {
    Twin node = random.nextBoolean() ? twins.node(random) : twins.directory(random);
    Caller owner = callers[random.nextInt(callers.length)];
    SetAttributes set =
        random.nextBoolean()
            ? SetAttributes.NONE.withGid(owner.gid())
            : SetAttributes.NONE.withUid(owner.uid()).withGid(owner.gid());
    return new Step(
        "chown " + node.model() + " " + set,
        true,
        caller,
        side -> {
          side.base().set(side.node(node), set);
          return Outcome.of(seen(side.base().stat(side.node(node))));
        });
  }

  private Step write(TwinFile file) {
    long offset = offset();
    byte[] data = new byte[random.nextInt(LONGEST)];
    random.nextBytes(data);
    return new Step(
        "write " + data.length + " at " + offset + " to " + file.model().node(),
        true,
        caller,
        side -> {
          side.base().write(side.file(file), offset, data);
          return Outcome.of(seen(side.file(file).getattr(side.base().caller())));
        });
  }

  private Step read(TwinFile file) {
    long offset = offset();
    int count = random.nextInt(LONGEST);
    return new Step(
        "read " + count + " at " + offset + " from " + file.model().node(),
        true,
        caller,
        side -> {
          byte[] data = side.base().read(side.file(file), offset, count);
          return Outcome.of(data.length + " bytes, hash " + Arrays.hashCode(data));
        });
  }

  private Step resize(TwinFile file) {
    long size = offset();
    return new Step(
        "resize " + file.model().node() + " to " + size,
        true,
        caller,
        side -> {
          side.file(file).setattr(side.base().caller(), SetAttributes.ofSize(size));
          return Outcome.of(seen(side.file(file).getattr(side.base().caller())));
        });
  }

  private Step close(TwinFile file) {
    return new Step(
        "close " + file.model().node(),
        true,
        caller,
        side -> {
          if (side.isModel()) {
            twins.close(file);
          }
          return Outcome.of("closed");
        });
  }

  /// Within the first 200,000 bytes, now and then past 4 GiB.
  private long offset() {
    long near = random.nextInt(LAST_OFFSET);
    return random.nextInt(50) == 0 ? near + (4L << 30) : near;
  }

  private String name() {
    return NAMES[random.nextInt(NAMES.length)];
  }

  private int mode() {
    return MODES[random.nextInt(MODES.length)];
  }

  private Outcome found(Entry entry) {
    return new Outcome(seen(entry), entry, null);
  }

  private static Entry entry(Place place, Node node) throws ErrnoException {
    return new Entry(node, place.stat(node));
  }

  private String seen(Entry entry) {
    return seen(entry.attributes());
  }

  /// What two rooms must agree on. Sizes and link counts of directories are a room's own affair, as
  /// is the mode of a symbolic link.
  String seen(Attributes of) {
    var text = new StringBuilder(of.type().name());
    if (of.type() != FileType.SYMLINK) {
      text.append(" mode ").append(Integer.toOctalString(of.mode()));
    }
    if (!of.isDirectory()) {
      text.append(" size ").append(of.size()).append(" links ").append(of.nlink());
    }
    if (owners) {
      text.append(" owner ").append(of.uid()).append(':').append(of.gid());
    }
    return text.toString();
  }
}

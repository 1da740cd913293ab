package dev.byway.client.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.AsyncFile;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.ForwardingOpenFile;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.Place;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls that nobody waits for, when there are many, and when they fail.
@Timeout(60)
class UnderWayTest {
  private final UnderWay underWay = new UnderWay(1);

  @Test
  void aLongQueueOfCallsThatEndAtOnceNeedsNoMoreStackThanOne() {
    List<Long> depths = new ArrayList<>();
    assertThat(underWay.submit(() -> {})).isTrue();
    while (underWay.submit(
        () -> {
          depths.add(StackWalker.getInstance().walk(Stream::count));
          underWay.done();
        })) {}
    underWay.done();
    assertThat(depths).hasSizeGreaterThan(1000);
    assertThat(depths.stream().distinct()).hasSize(1);
    assertThat(underWay.count()).isZero();
  }

  @Test
  void whatACallSubmitsWhileItIsBegunIsBegunAfterIt() {
    List<String> order = new ArrayList<>();
    underWay.submit(
        () -> {
          underWay.submit(() -> order.add("second"));
          underWay.done();
          order.add("first");
        });
    assertThat(order).containsExactly("first", "second");
    assertThat(underWay.count()).isEqualTo(1);
  }

  @Test
  void aCallThatFailsHoldsUpNobody() {
    List<String> begun = new ArrayList<>();
    underWay.submit(() -> begun.add("one"));
    underWay.submit(
        () -> {
          underWay.done();
          throw new IllegalStateException("of a test");
        });
    underWay.submit(() -> begun.add("two"));
    underWay.done();
    assertThat(begun).containsExactly("one", "two");
    assertThat(underWay.count()).isEqualTo(1);
  }

  @Test
  void aWriteThatCannotEvenBeBegunIsMadeByAWorkerAndGivesItsPlaceBack() throws Exception {
    CacheOptions options = Caches.OPTIONS;
    byte[] data = new byte[20 * options.wsize()];
    new Random(1).nextBytes(data);
    var room = new ThrowingRoom();
    try (var cache = new CachingVfs(room, options)) {
      Place place = new Place(cache, Caller.ROOT, cache.root());
      try (OpenFile file = place.openNew("f")) {
        for (int at = 0; at < data.length; at += options.wsize()) {
          file.write(
              Caller.ROOT, ByteBuffer.wrap(data, at, options.wsize()), at, Stability.UNSTABLE);
        }
        file.commit(Caller.ROOT, 0, 0);
        UnderWay left = Objects.requireNonNull(cache.inode(file.node()).data()).cache.underWay;
        while (left.count() > 0) {
          Thread.onSpinWait();
        }
        assertThat(room.thrown.get()).isPositive();
        assertThat(place.read(file, 0, data.length + 1)).isEqualTo(data);
      }
    }
  }

  /// Whose files cannot begin a write, for a reason that no contract knows.
  private static final class ThrowingRoom extends ForwardingVfs {
    final AtomicInteger thrown = new AtomicInteger();

    ThrowingRoom() {
      super(new MemoryVfs());
    }

    @Override
    public Created create(
        Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow open)
        throws ErrnoException {
      Created made = super.create(caller, directory, name, how, open);
      OpenFile file = Objects.requireNonNull(made.file());
      return new Created(made.entry(), made.directory(), new File(file), made.fresh());
    }

    private final class File extends ForwardingOpenFile implements AsyncFile {
      File(OpenFile next) {
        super(next);
      }

      @Override
      public Transfer<Integer> beginRead(
          Caller caller, ByteBuffer dst, long offset, Consumer<Transfer<Integer>> whenDone) {
        throw new UnsupportedOperationException("of a test");
      }

      @Override
      public Transfer<Written> beginWrite(
          Caller caller,
          ByteBuffer src,
          long offset,
          Stability stability,
          Consumer<Transfer<Written>> whenDone) {
        thrown.incrementAndGet();
        throw new UnsupportedOperationException("of a test");
      }
    }
  }
}

package dev.byway.vfs.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the contract of rooms does not ask: bounds, and the ground below.
class LockTableTest {
  private static final LockGround.Source NONE = LockGround.Source.NONE;

  private final LockClient client = new LockClient("client");
  private final LockOwner one = new LockOwner(client, new byte[] {1}, 1);
  private final LockOwner two = new LockOwner(client, new byte[] {2}, 2);
  private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

  private static ByteRange range(long first, long last) {
    return new ByteRange(first, last);
  }

  private LockWaiter waiter() {
    return new LockWaiter() {
      @Override
      public void granted() {
        told.add("granted");
      }

      @Override
      public void failed(Errno errno) {
        told.add(errno.name());
      }
    };
  }

  private static void assertNoLocks(ThrowingCall call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOLCK));
  }

  private interface ThrowingCall {
    void run() throws ErrnoException;
  }

  @Test
  void aClientHasOnlySoManyLocksAndWaits() throws Exception {
    var table = new LockTable(new LockLimits(3, 100, 100));
    LockOwner other = new LockOwner(new LockClient("other"), new byte[0], 0);
    assertThat(table.lock("f", NONE, other, LockKind.WRITE, range(100, 100))).isNull();
    assertThat(table.lock("f", NONE, one, LockKind.WRITE, range(0, 9))).isNull();
    table.unlock("f", one, range(5, 5));
    assertThat(table.count()).isEqualTo(3);
    assertThat(table.await("f", NONE, two, LockKind.WRITE, range(100, 100), waiter())).isNotNull();
    assertNoLocks(() -> table.lock("g", NONE, two, LockKind.READ, range(0, 0)));
    assertNoLocks(() -> table.unlock("f", one, range(1, 1)));
    assertThat(table.lock("f", NONE, one, LockKind.WRITE, range(5, 5))).isNull();
    assertThat(table.lock("g", NONE, two, LockKind.READ, range(0, 0))).isNull();
    table.release(client);
    assertThat(told.take()).isEqualTo("ECANCELED");
    assertThat(table.count()).isEqualTo(1);
  }

  @Test
  void aFileAndATableHaveOnlySoManyLocks() throws Exception {
    var table = new LockTable(new LockLimits(100, 2, 3));
    assertThat(table.lock("f", NONE, one, LockKind.READ, range(0, 0))).isNull();
    assertThat(table.lock("f", NONE, one, LockKind.READ, range(2, 2))).isNull();
    assertNoLocks(() -> table.lock("f", NONE, one, LockKind.READ, range(4, 4)));
    assertThat(table.lock("g", NONE, one, LockKind.READ, range(0, 0))).isNull();
    assertNoLocks(() -> table.lock("h", NONE, one, LockKind.READ, range(0, 0)));
    table.unlock("f", one, ByteRange.ALL);
    table.unlock("g", one, ByteRange.ALL);
    assertThat(table.count()).isZero();
  }

  @Test
  void whatIsHeldIsTheStrongestOnTheGround() throws Exception {
    var table = new LockTable(LockLimits.DEFAULT);
    var ground = new Ground();
    assertThat(table.lock("f", ground, one, LockKind.READ, range(0, 9))).isNull();
    assertThat(table.lock("f", ground, two, LockKind.READ, range(5, 14))).isNull();
    table.unlock("f", one, range(2, 20));
    assertThat(ground.calls).containsExactly("READ 0-9", "READ 5-14", "give 2-4", "give 15-20");
    ground.calls.clear();
    table.release(client);
    assertThat(ground.calls).contains("give 0-1", "give 5-14", "close");
  }

  @Test
  void anothersLockOnTheGroundIsWaitedFor() throws Exception {
    var table = new LockTable(LockLimits.DEFAULT);
    var ground = new Ground();
    ground.foreign =
        new HeldLock(
            new LockOwner(new LockClient("disk"), new byte[0], 7), LockKind.WRITE, range(0, 0));
    assertThat(table.lock("f", ground, one, LockKind.READ, range(0, 9))).isSameAs(ground.foreign);
    assertThat(table.count()).isZero();
    assertThat(table.await("f", ground, one, LockKind.READ, range(0, 9), waiter())).isNotNull();
    ground.foreign = null;
    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("granted");
    table.unlock("f", one, ByteRange.ALL);
    assertThat(table.count()).isZero();
    assertThat(ground.calls).endsWith("close");
  }

  @Test
  void closingATableEndsTheWaits() throws Exception {
    var table = new LockTable(LockLimits.DEFAULT);
    assertThat(table.lock("f", NONE, one, LockKind.READ, range(0, 9))).isNull();
    assertThat(table.await("f", NONE, two, LockKind.WRITE, range(0, 9), waiter())).isNotNull();
    table.close();
    assertThat(told.poll()).isEqualTo("ESTALE");
    assertThatThrownBy(() -> table.lock("f", NONE, one, LockKind.READ, range(0, 9)))
        .isInstanceOf(ErrnoException.class);
  }

  /// Notes what it is asked.
  private static final class Ground implements LockGround, LockGround.Source {
    final List<String> calls = new ArrayList<>();
    volatile @Nullable HeldLock foreign;

    @Override
    public LockGround ground(@Nullable LockGround current, LockKind kind) {
      return this;
    }

    @Override
    public @Nullable HeldLock take(LockKind kind, ByteRange range) {
      if (foreign == null) {
        calls.add(kind + " " + range.first() + "-" + range.last());
      }
      return foreign;
    }

    @Override
    public @Nullable HeldLock test(LockKind kind, ByteRange range) {
      return foreign;
    }

    @Override
    public void give(ByteRange range) {
      calls.add("give " + range.first() + "-" + range.last());
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}

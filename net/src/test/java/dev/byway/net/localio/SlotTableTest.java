package dev.byway.net.localio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.linux.UnixSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlotTableTest {
  @Test
  void aSlotIsValidForItsGenerationOnly() {
    SlotTable table = SlotTable.inProcess(4);
    table.grant(2, 7);
    long place = table.enter(2, 7);
    assertThat(place).isNotZero();
    assertThat(table.isInUse(2)).isTrue();
    assertThat(table.isInUse(1)).isFalse();
    assertThat(table.enter(2, 6)).isZero();
    table.exit(place, 10);
    assertThat(table.calls(2)).isEqualTo(1);
    assertThat(table.bytes(2)).isEqualTo(10);
    assertThat(table.isInUse(2)).isFalse();
    table.revoke(2, 7);
    assertThat(table.enter(2, 7)).isZero();
    assertThat(table.isInUse(2)).isFalse();
  }

  @Test
  void aThreadMayBeInsideTwice() {
    SlotTable table = SlotTable.inProcess(1);
    table.grant(0, 1);
    long outer = table.enter(0, 1);
    long inner = table.enter(0, 1);
    table.exit(inner, 1);
    assertThat(table.isInUse(0)).isTrue();
    table.exit(outer, 1);
    assertThat(table.isInUse(0)).isFalse();
  }

  @Test
  void manyThreadsAreInsideAtOnceAndEachIsCounted() throws Exception {
    SlotTable table = SlotTable.inProcess(1);
    table.grant(0, 1);
    CyclicBarrier inside = new CyclicBarrier(65);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    long place = table.enter(0, 1);
                    meet(inside);
                    meet(inside);
                    if (place != 0) {
                      table.exit(place, 3);
                    }
                  }));
    }
    meet(inside);
    assertThat(table.isInUse(0)).isTrue();
    meet(inside);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(table.isInUse(0)).isFalse();
    // those that share a line may have lost some, those that own theirs have not
    assertThat(table.calls(0)).isBetween(16L, 64L);
    assertThat(table.bytes(0)).isBetween(3 * 16L, 3 * 64L);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void bothMappingsShowTheSameSlots() throws Exception {
    int fd = SlotTable.create(16);
    SlotTable server = SlotTable.map(fd, 16);
    SlotTable client = SlotTable.map(fd, 16);
    UnixSocket.closeFd(fd);
    server.grant(15, 1);
    long place = client.enter(15, 1);
    assertThat(place).isNotZero();
    server.revoke(15, 1);
    assertThat(server.drain(15, System.nanoTime() + 1_000_000, () -> false)).isFalse();
    client.exit(place, 10);
    assertThat(server.drain(15, System.nanoTime() + 1_000_000, () -> false)).isTrue();
  }

  @Test
  void onceDrainedNobodyIsInside() throws Exception {
    SlotTable table = SlotTable.inProcess(1);
    AtomicInteger generation = new AtomicInteger(1);
    AtomicBoolean closed = new AtomicBoolean();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger violations = new AtomicInteger();
    AtomicInteger entered = new AtomicInteger();
    table.grant(0, 1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!stop.get()) {
                      long place = table.enter(0, generation.get());
                      if (place != 0) {
                        entered.incrementAndGet();
                        if (closed.get()) {
                          violations.incrementAndGet();
                        }
                        table.exit(place, 1);
                      }
                    }
                  }));
    }
    for (int i = 2; i < 200; i++) {
      int before = entered.get();
      table.revoke(0, i - 1);
      assertThat(table.drain(0, System.nanoTime() + 10_000_000_000L, () -> false)).isTrue();
      closed.set(true);
      Thread.yield();
      closed.set(false);
      generation.set(i);
      table.grant(0, i);
      while (entered.get() == before) {
        Thread.onSpinWait();
      }
    }
    stop.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(violations).hasValue(0);
    assertThat(table.isInUse(0)).isFalse();
  }
}

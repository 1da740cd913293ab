package dev.byway.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReplayCacheTest {
  private final ReplayCache cache = new ReplayCache(64, 64 << 10);

  @Test
  void newCallIsNewOnce() {
    assertThat(cache.begin(key(1))).isNull();
    assertThat(cache.begin(key(1))).isSameAs(ReplayCache.IN_PROGRESS);
    cache.answered(key(1), reply(9, 24));
    assertThat(cache.begin(key(1))).hasSize(24).startsWith(9);
  }

  @Test
  void forgottenCallIsNewAgain() {
    cache.begin(key(1));
    cache.forget(key(1));
    assertThat(cache.begin(key(1))).isNull();
  }

  @Test
  void everyPartOfTheKeyCounts() {
    InetAddress here = InetAddress.getLoopbackAddress();
    InetAddress there = InetAddress.ofLiteral("192.0.2.1");
    ReplayKey one = new ReplayKey(here, 1, 2, 3, 4, 5, 6);
    assertThat(cache.begin(one)).isNull();
    assertThat(cache.begin(new ReplayKey(there, 1, 2, 3, 4, 5, 6))).isNull();
    assertThat(cache.begin(new ReplayKey(here, 0, 2, 3, 4, 5, 6))).isNull();
    assertThat(cache.begin(new ReplayKey(here, 1, 0, 3, 4, 5, 6))).isNull();
    assertThat(cache.begin(new ReplayKey(here, 1, 2, 0, 4, 5, 6))).isNull();
    assertThat(cache.begin(new ReplayKey(here, 1, 2, 3, 0, 5, 6))).isNull();
    assertThat(cache.begin(new ReplayKey(here, 1, 2, 3, 4, 0, 6))).isNull();
    assertThat(cache.begin(new ReplayKey(here, 1, 2, 3, 4, 5, 0))).isNull();
    assertThat(cache.begin(one)).isNotNull();
  }

  @Test
  void oldestAnswersGoWhenThereAreTooMany() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(cache.begin(key(i))).isNull();
      cache.answered(key(i), reply(1, 24));
    }
    assertThat(cache.size()).isLessThanOrEqualTo(64);
    assertThat(cache.begin(key(0))).isNull();
    assertThat(cache.begin(key(9_999))).isNotNull();
  }

  @Test
  void oldestAnswersGoWhenTheyAreTooLarge() {
    for (int i = 0; i < 1_000; i++) {
      cache.begin(key(i));
      cache.answered(key(i), reply(1, 4000));
    }
    assertThat(cache.size()).isLessThanOrEqualTo(16);
  }

  @Test
  void callsInProgressStayWhileAnswersGo() {
    cache.begin(key(-1));
    for (int i = 0; i < 10_000; i++) {
      cache.begin(key(i));
      cache.answered(key(i), reply(1, 24));
    }
    assertThat(cache.begin(key(-1))).isSameAs(ReplayCache.IN_PROGRESS);
  }

  @Test
  void hugeAnswerIsNotKept() {
    cache.begin(key(1));
    cache.answered(key(1), reply(1, 5000));
    assertThat(cache.begin(key(1))).isNull();
  }

  private static ReplayKey key(int xid) {
    return new ReplayKey(InetAddress.getLoopbackAddress(), xid, 100003, 3, 12, 100, 7);
  }

  private static ByteBuffer reply(int first, int length) {
    return ByteBuffer.allocate(length).put(0, (byte) first);
  }
}

package dev.byway.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.ErrnoException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FdTest {
  @Test
  void closeWaitsForUsesUnderWay() throws Exception {
    Fd fd = open();
    int number = fd.acquire();
    fd.close();
    assertThat(fd.isClosed()).isTrue();
    assertThat(Statx.of(number, Statx.BASIC_STATS).type()).isEqualTo(Statx.S_IFDIR);
    assertThatThrownBy(fd::acquire).isInstanceOf(ErrnoException.class);
    assertThat(Statx.of(number, Statx.BASIC_STATS).type()).isEqualTo(Statx.S_IFDIR);
    fd.release();
    assertThatThrownBy(() -> Statx.of(number, Statx.BASIC_STATS))
        .isInstanceOf(ErrnoException.class);
    fd.close();
  }

  @Test
  void aUseNeverMeetsAnotherFileWhenClosesRace() throws Exception {
    AtomicInteger wrong = new AtomicInteger();
    long root = Statx.of(open().acquire(), Statx.BASIC_STATS).ino();
    for (int round = 0; round < 300; round++) {
      Fd fd = open();
      Thread[] users = new Thread[3];
      for (int i = 0; i < users.length; i++) {
        users[i] = Thread.ofPlatform().start(() -> useUntilClosed(fd, root, wrong));
      }
      fd.close();
      // takes the number again as soon as it is free
      int other = OpenAt.openat2(OpenAt.AT_FDCWD, bytes("/proc"), OpenAt.O_PATH, 0, 0);
      for (Thread user : users) {
        user.join();
      }
      Descriptors.close(other);
    }
    assertThat(wrong).hasValue(0);
  }

  private static void useUntilClosed(Fd fd, long ino, AtomicInteger wrong) {
    while (fd.tryAcquire()) {
      try {
        if (Statx.of(fd.number(), Statx.BASIC_STATS).ino() != ino) {
          wrong.incrementAndGet();
        }
      } catch (ErrnoException e) {
        wrong.incrementAndGet();
      } finally {
        fd.release();
      }
    }
  }

  private static Fd open() throws ErrnoException {
    return new Fd(OpenAt.openat2(OpenAt.AT_FDCWD, bytes("/usr"), OpenAt.O_PATH, 0, 0));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

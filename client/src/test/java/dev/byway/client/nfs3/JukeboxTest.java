package dev.byway.client.nfs3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import org.junit.jupiter.api.Test;

class JukeboxTest {
  @Test
  void pausesGrowUpToALimitHoweverLongTheServerTakes() {
    long nanos = Jukebox.FIRST_NANOS;
    for (int tries = 0; tries < 200; tries++) {
      long next = Jukebox.next(nanos);
      assertThat(next).isBetween(nanos, Jukebox.LONGEST_NANOS);
      nanos = next;
    }
    assertThat(nanos).isEqualTo(Jukebox.LONGEST_NANOS);
  }

  @Test
  void anInterruptEndsAPause() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Jukebox.pause(Jukebox.LONGEST_NANOS))
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINTR));
    assertThat(Thread.interrupted()).isTrue();
  }
}

package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static dev.byway.vfs.testkit.Failures.assertFailsSomehow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Access;
import dev.byway.vfs.Capabilities;
import dev.byway.vfs.LentFile;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// The room itself: what it claims, what it lends, and its end.
abstract class LifecycleContract extends Chapter {
  @Test
  void rootIsADirectory() throws Exception {
    assertThat(vfs().root()).isEqualTo(vfs().root());
    assertThat(vfs().getattr(su(), vfs().root()).isDirectory()).isTrue();
  }

  @Test
  void capabilitiesMakeSense() {
    Capabilities can = can();
    assertThat(can.linkMax()).isPositive();
    assertThat(can.nameMax()).isBetween(1, 255);
    assertThat(can.maxFileSize()).isPositive();
    assertThat(can.timeGranularity()).isBetween(1, 1_000_000_000);
  }

  @Test
  void callsAfterCloseFail() throws Exception {
    Place place = place();
    Node node = place.file("f", "hello");
    OpenFile file = place.open(node, OpenHow.READ_WRITE);
    byte[] handle = node.handle();
    vfs().close();
    vfs().close();
    assertFailsSomehow(() -> place.stat(node));
    assertFailsSomehow(() -> vfs().resolve(su(), handle));
    assertFailsSomehow(() -> vfs().access(su(), node, Access.READ));
    assertFailsSomehow(() -> vfs().fsync(su(), node));
    assertFailsSomehow(() -> vfs().statfs(su(), node));
    assertFailsSomehow(() -> place.find("f"));
    assertFailsSomehow(() -> place.open(node, OpenHow.READ));
    assertFailsSomehow(() -> place.file("g"));
    assertFailsSomehow(() -> place.mkdir("d"));
    assertFailsSomehow(() -> place.unlink("f"));
    assertFailsSomehow(() -> place.rmdir("d"));
    assertFailsSomehow(() -> place.rename("f", "g"));
    assertFailsSomehow(() -> place.chmod(node, 0600));
    assertFailsSomehow(place::names);
    assertFailsSomehow(() -> file.read(su(), ByteBuffer.allocate(4), 0));
    assertFailsSomehow(() -> file.write(su(), ByteBuffer.allocate(4), 0, Stability.UNSTABLE));
    assertFailsSomehow(() -> file.commit(su(), 0, 0));
    assertFailsSomehow(() -> file.getattr(su()));
    assertFailsSomehow(() -> file.setattr(su(), SetAttributes.ofSize(0)));
    file.close();
  }

  @Test
  void onlyRoomsThatLendDescriptorsLendThem() throws Exception {
    Node node = place().file("f", "hello");
    if (can().lendsDescriptors()) {
      assertLends(node);
    } else {
      assertFails(() -> vfs().lend(su(), node, OpenHow.READ), Errno.ENOTSUP);
    }
  }

  @Test
  void anOpenFileLendsNoMoreThanItIsOpenFor() throws Exception {
    Place place = place();
    Node node = place.file("f", "hello");
    try (OpenFile file = place.open(node, OpenHow.READ)) {
      LentFile lent;
      try {
        lent = file.lent(OpenHow.READ);
      } catch (ErrnoException e) {
        assertThat(e.errno()).as("this file may not be lent").isEqualTo(Errno.ENOTSUP);
        return;
      }
      lent.close();
      assertFails(() -> file.lent(OpenHow.READ_WRITE), Errno.EBADF, Errno.ENOTSUP);
      file.close();
      assertFails(() -> file.lent(OpenHow.READ), Errno.EBADF, Errno.ENOTSUP);
    }
  }

  private void assertLends(Node node) throws ErrnoException {
    LentFile lent;
    try {
      lent = vfs().lend(su(), node, OpenHow.READ);
    } catch (ErrnoException e) {
      assertThat(e.errno()).as("this file may not be lent").isEqualTo(Errno.ENOTSUP);
      return;
    }
    try (lent) {
      assertThat(lent.fd()).isNotNegative();
    }
    lent.close();
    Node directory = place().mkdir("d");
    assertFails(() -> vfs().lend(su(), directory, OpenHow.READ), Errno.EISDIR, Errno.ENOTSUP);
    if (hasIdentities()) {
      place().chmod(node, 0600);
      assertFails(() -> vfs().lend(CAROL, node, OpenHow.READ), Errno.EACCES, Errno.ENOTSUP);
    }
  }
}

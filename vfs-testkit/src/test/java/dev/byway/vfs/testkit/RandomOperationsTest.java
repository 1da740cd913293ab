package dev.byway.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RandomOperationsTest {
  @Test
  void memoryAgreesWithItself() throws Exception {
    try (var room = new MemoryVfs()) {
      RandomOperations.run(placeIn(room), RandomOperations.seed(), 20_000);
    }
  }

  @Test
  void memoryAgreesWithItselfOnManyThreads() throws Exception {
    try (var room = new MemoryVfs()) {
      RandomOperations.runOnThreads(placeIn(room), RandomOperations.seed(), 8, 2_000);
    }
  }

  @Test
  void memoryAgreesWithItselfAboutSeveralUsers() throws Exception {
    try (var room = new MemoryVfs()) {
      RandomOperations.runAsSeveralUsers(placeIn(room), RandomOperations.seed(), 10_000);
    }
  }

  @Test
  void aRoomThatOnceForgetsToUnlinkIsFound() throws Exception {
    var unlinks = new AtomicInteger();
    var forgetful =
        new ForwardingVfs(new MemoryVfs()) {
          @Override
          public Change unlink(Caller caller, Node directory, Name name) throws ErrnoException {
            boolean file = !lookup(caller, directory, name).attributes().isDirectory();
            if (file && unlinks.incrementAndGet() == 20) {
              return Change.UNKNOWN;
            }
            return super.unlink(caller, directory, name);
          }
        };
    assertIsFound(forgetful);
  }

  @Test
  void aRoomThatShowsStaleSizesIsFound() throws Exception {
    var calls = new AtomicInteger();
    var stale =
        new ForwardingVfs(new MemoryVfs()) {
          @Override
          public Attributes getattr(Caller caller, Node node) throws ErrnoException {
            Attributes now = super.getattr(caller, node);
            boolean lies = now.isRegular() && calls.incrementAndGet() > 100;
            return lies ? withSize(now, now.size() + 1) : now;
          }
        };
    assertIsFound(stale);
  }

  private static Attributes withSize(Attributes of, long size) {
    return new Attributes(
        of.type(),
        of.mode(),
        of.nlink(),
        of.uid(),
        of.gid(),
        size,
        of.used(),
        0,
        0,
        of.fsid(),
        of.fileid(),
        of.atime(),
        of.mtime(),
        of.ctime(),
        of.change());
  }

  private static void assertIsFound(Vfs room) throws ErrnoException {
    try (room) {
      Place place = placeIn(room);
      assertThatThrownBy(() -> RandomOperations.run(place, 42, 5_000))
          .isInstanceOf(AssertionError.class)
          .satisfies(e -> assertThat(e.getMessage()).contains("-Dbyway.seed=42"));
    }
  }

  private static Place placeIn(Vfs room) throws ErrnoException {
    return new Place(room, Caller.ROOT, room.root()).inNew("random");
  }
}

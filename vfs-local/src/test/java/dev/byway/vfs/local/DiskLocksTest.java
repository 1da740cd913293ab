package dev.byway.vfs.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.OfdLocks;
import dev.byway.linux.OpenAt;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockClient;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.vfs.lock.LockWaiter;
import dev.byway.vfs.testkit.Place;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Locks of the room beside a program's own on the served directory: by open file description
/// locks.
class DiskLocksTest {
  private static final Caller ROOT = Caller.ROOT;

  private final LockClient client = new LockClient("client");
  private final LockOwner one = new LockOwner(client, new byte[] {1}, 1);
  private final LockOwner two = new LockOwner(client, new byte[] {2}, 2);
  private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

  private static ByteRange range(long first, long last) {
    return new ByteRange(first, last);
  }

  /// Another open file description; a process's own locks (fcntl) would go whenever this process
  /// closes any descriptor of the file.
  private record Program(int fd) implements AutoCloseable {
    static Program of(Rooms rooms) throws Exception {
      byte[] path = rooms.exported().resolve("f").toString().getBytes(StandardCharsets.UTF_8);
      return new Program(OpenAt.openat2(OpenAt.AT_FDCWD, path, OpenAt.O_RDWR, 0, 0));
    }

    boolean tryLock(long first, long length, boolean shared) throws ErrnoException {
      short type = shared ? OfdLocks.F_RDLCK : OfdLocks.F_WRLCK;
      return OfdLocks.trySet(fd, type, first, length);
    }

    void unlock() throws ErrnoException {
      OfdLocks.trySet(fd, OfdLocks.F_UNLCK, 0, 0);
    }

    @Override
    public void close() {
      Descriptors.close(fd);
    }
  }

  @Test
  void aProgramMeetsTheRoomsLocks() throws Exception {
    try (Rooms rooms = Rooms.onDisk(RoomMaker.Mode.AS_SELF);
        LocalVfs vfs = rooms.open();
        OpenFile file = new Place(vfs, ROOT, vfs.root()).openNew("f");
        Program program = Program.of(rooms)) {
      assertThat(file.lock(ROOT, one, LockKind.READ, range(0, 9))).isNull();
      assertThat(file.lock(ROOT, two, LockKind.READ, range(5, 14))).isNull();
      assertThat(program.tryLock(0, 5, false)).isFalse();
      assertThat(program.tryLock(12, 1, false)).isFalse();
      assertThat(program.tryLock(0, 10, true)).isTrue();
      program.unlock();
      file.unlock(ROOT, one, ByteRange.ALL);
      assertThat(program.tryLock(0, 5, false)).isTrue();
      program.unlock();
      assertThat(program.tryLock(5, 1, false)).isFalse();
      vfs.releaseLocks(client);
      assertThat(program.tryLock(0, 100, false)).isTrue();
      program.unlock();
    }
  }

  @Test
  void theRoomMeetsAProgramsLocks() throws Exception {
    try (Rooms rooms = Rooms.onDisk(RoomMaker.Mode.AS_SELF);
        LocalVfs vfs = rooms.open();
        OpenFile file = new Place(vfs, ROOT, vfs.root()).openNew("f");
        Program program = Program.of(rooms)) {
      assertThat(program.tryLock(10, 10, false)).isTrue();
      HeldLock inTheWay =
          Objects.requireNonNull(file.testLock(ROOT, one, LockKind.READ, range(0, 10)));
      assertThat(inTheWay.kind()).isEqualTo(LockKind.WRITE);
      assertThat(inTheWay.range()).isEqualTo(range(10, 19));
      assertThat(file.lock(ROOT, one, LockKind.READ, range(0, 10))).isEqualTo(inTheWay);
      assertThat(file.lock(ROOT, one, LockKind.WRITE, range(0, 9))).isNull();
      file.unlock(ROOT, one, ByteRange.ALL);
    }
  }

  @Test
  void whoWaitsForAProgramIsGrantedInTheEnd() throws Exception {
    try (Rooms rooms = Rooms.onDisk(RoomMaker.Mode.AS_SELF);
        LocalVfs vfs = rooms.open();
        OpenFile file = new Place(vfs, ROOT, vfs.root()).openNew("f");
        Program program = Program.of(rooms)) {
      assertThat(program.tryLock(0, 0, false)).isTrue();
      var waiter =
          new LockWaiter() {
            @Override
            public void granted() {
              told.add("granted");
            }

            @Override
            public void failed(Errno errno) {
              told.add(errno.name());
            }
          };
      assertThat(file.awaitLock(ROOT, one, LockKind.WRITE, range(0, 9), waiter)).isNotNull();
      assertThat(told).isEmpty();
      program.unlock();
      assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("granted");
      assertThat(program.tryLock(0, 0, false)).isFalse();
    }
  }

  @Test
  void aLockForWritingComesAfterOneForReading() throws Exception {
    try (Rooms rooms = Rooms.onDisk(RoomMaker.Mode.AS_SELF);
        LocalVfs vfs = rooms.open()) {
      Place place = new Place(vfs, ROOT, vfs.root());
      Node node = place.file("f", "hello");
      try (OpenFile reader = place.open(node, OpenHow.READ);
          OpenFile writer = place.open(node, OpenHow.WRITE);
          Program program = Program.of(rooms)) {
        assertThat(reader.lock(ROOT, one, LockKind.READ, range(0, 9))).isNull();
        assertThat(writer.lock(ROOT, two, LockKind.WRITE, range(20, 29))).isNull();
        assertThat(program.tryLock(0, 1, false)).isFalse();
        assertThat(program.tryLock(20, 1, true)).isFalse();
        reader.close();
        writer.close();
        assertThat(program.tryLock(0, 1, false)).isFalse();
      }
    }
  }
}

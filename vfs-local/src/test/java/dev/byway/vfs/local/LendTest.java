package dev.byway.vfs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.FileIo;
import dev.byway.linux.Inodes;
import dev.byway.linux.OpenAt;
import dev.byway.vfs.Caller;
import dev.byway.vfs.LentFile;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.testkit.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LendTest {
  private static final Caller SOMEBODY = Caller.of(4321, 4321, new int[0], "test");

  @Test
  void aReadGrantCannotBeWidenedEvenByRoot() throws Exception {
    try (Rooms rooms = Rooms.onDisk(RoomMaker.Mode.AS_CALLER);
        LocalVfs vfs = rooms.open()) {
      Place place = new Place(vfs, Caller.ROOT, vfs.root());
      Node node = place.file("f", "text");
      try (LentFile lent = vfs.lend(SOMEBODY, node, OpenHow.READ)) {
        assertThat(lent.widensRights()).isFalse();
        assertThat(read(lent.fd())).isEqualTo("text");
        fails(Errno.EROFS, () -> OpenAt.reopen(ProcFd.NUMBER, lent.fd(), OpenAt.O_RDWR));
        fails(Errno.EROFS, () -> OpenAt.reopen(ProcFd.NUMBER, lent.fd(), OpenAt.O_WRONLY));
        fails(Errno.EROFS, () -> Inodes.fchmod(lent.fd(), 0666));
        fails(Errno.EROFS, () -> Inodes.chown(lent.fd(), 1, 1));
        fails(Errno.EBADF, () -> FileIo.write(lent.fd(), ByteBuffer.wrap(new byte[1]), 0, 0));
        fails(Errno.EINVAL, () -> FileIo.ftruncate(lent.fd(), 0));
      }
    }
  }

  @Test
  void aWriteGrantWritesAndSaysThatItWidens() throws Exception {
    try (Rooms rooms = Rooms.onDisk(RoomMaker.Mode.AS_CALLER);
        LocalVfs vfs = rooms.open()) {
      Place place = new Place(vfs, Caller.ROOT, vfs.root());
      Node node = place.file("f", "text");
      fails(Errno.EACCES, () -> vfs.lend(SOMEBODY, node, OpenHow.READ_WRITE));
      try (LentFile lent = vfs.lend(Caller.ROOT, node, OpenHow.READ_WRITE)) {
        assertThat(lent.widensRights()).isTrue();
        FileIo.write(lent.fd(), ByteBuffer.wrap("next".getBytes(StandardCharsets.UTF_8)), 0, 0);
      }
      assertThat(place.content(node)).isEqualTo("next");
    }
  }

  @Test
  void whoMayNotReadGetsNoGrant() throws Exception {
    try (Rooms rooms = Rooms.onDisk(RoomMaker.Mode.AS_CALLER);
        LocalVfs vfs = rooms.open()) {
      Place place = new Place(vfs, Caller.ROOT, vfs.root());
      Node node = place.file("f", 0600);
      fails(Errno.EACCES, () -> vfs.lend(SOMEBODY, node, OpenHow.READ));
    }
  }

  @Test
  void grantsShareNoOffset() throws Exception {
    try (Rooms rooms = Rooms.onDisk(RoomMaker.Mode.AS_SELF);
        LocalVfs vfs = rooms.open()) {
      Place place = new Place(vfs, Caller.ROOT, vfs.root());
      Node node = place.file("f", "text");
      try (LentFile one = vfs.lend(Caller.ROOT, node, OpenHow.READ);
          LentFile other = vfs.lend(Caller.ROOT, node, OpenHow.READ)) {
        assertThat(one.widensRights()).isTrue();
        FileIo.lseek(one.fd(), 3, FileIo.SEEK_SET);
        assertThat(FileIo.lseek(other.fd(), 0, FileIo.SEEK_CUR)).isZero();
        int duplicate = Descriptors.dup(one.fd());
        assertThat(FileIo.lseek(duplicate, 0, FileIo.SEEK_CUR)).isEqualTo(3);
        Descriptors.close(duplicate);
      }
    }
  }

  private static String read(int fd) throws ErrnoException {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    int count = FileIo.read(fd, buffer, 0, 0);
    return new String(buffer.array(), 0, count, StandardCharsets.UTF_8);
  }

  private static void fails(Errno errno, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }
}

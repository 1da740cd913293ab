package dev.byway.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyscallsTest {
  private static final int BENEATH =
      OpenAt.RESOLVE_BENEATH | OpenAt.RESOLVE_NO_MAGICLINKS | OpenAt.RESOLVE_NO_SYMLINKS;

  @TempDir Path folder;
  private int dir;
  private int proc;

  @BeforeEach
  void openFolder() throws ErrnoException {
    dir = OpenAt.openat2(OpenAt.AT_FDCWD, bytes(folder.toString()), OpenAt.O_DIRECTORY, 0, 0);
    proc = ProcSelfFd.open();
  }

  @AfterEach
  void closeFolder() {
    Descriptors.close(dir);
    Descriptors.close(proc);
  }

  @Test
  void writtenBytesAreReadBackFromDirectAndHeapBuffers() throws Exception {
    int fd = create("file");
    ByteBuffer direct = ByteBuffer.allocateDirect(100).put(bytes("...hello...")).flip();
    direct.position(3).limit(8);
    assertThat(FileIo.write(fd, direct, 10, 0)).isEqualTo(5);
    assertThat(direct.position()).isEqualTo(8);
    assertThat(FileIo.write(fd, ByteBuffer.wrap(bytes(" heap")), 15, 0)).isEqualTo(5);

    ByteBuffer heap = ByteBuffer.allocate(64);
    heap.position(1);
    assertThat(FileIo.read(fd, heap, 10, 0)).isEqualTo(10);
    assertThat(new String(heap.array(), 1, 10, StandardCharsets.UTF_8)).isEqualTo("hello heap");
    ByteBuffer again = ByteBuffer.allocateDirect(5);
    assertThat(FileIo.read(fd, again, 15, 0)).isEqualTo(5);
    assertThat(again.hasRemaining()).isFalse();
    assertThat(FileIo.read(fd, ByteBuffer.allocate(5), 20, 0)).isZero();
    Descriptors.close(fd);
  }

  @Test
  void heapBuffersLargerThanTheBounceBufferAreReadInPieces() throws Exception {
    byte[] data = new byte[200_000];
    new java.util.Random(1).nextBytes(data);
    Files.write(folder.resolve("file"), data);
    int fd = OpenAt.openat2(dir, bytes("file"), OpenAt.O_RDONLY, 0, BENEATH);
    ByteBuffer heap = ByteBuffer.allocate(data.length);
    while (heap.hasRemaining()) {
      assertThat(FileIo.read(fd, heap, heap.position(), 0)).isPositive();
    }
    assertThat(heap.array()).isEqualTo(data);
    Descriptors.close(fd);
  }

  @Test
  void errnoIsThatOfTheKernel() throws Exception {
    failsWith(Errno.ENOENT, () -> OpenAt.openat2(dir, bytes("none"), 0, 0, BENEATH));
    failsWith(Errno.EXDEV, () -> OpenAt.openat2(dir, bytes(".."), OpenAt.O_PATH, 0, BENEATH));
    failsWith(Errno.EBADF, () -> FileIo.read(-1, ByteBuffer.allocate(1), 0, 0));
    failsWith(Errno.EINVAL, () -> FileIo.read(dir, ByteBuffer.allocate(1), -1, 0));
    failsWith(Errno.ENAMETOOLONG, () -> Names.mkdirat(dir, new byte[5000], 0));
  }

  @Test
  void symbolicLinksAreNotFollowed() throws Exception {
    Names.symlinkat(bytes("/etc/passwd"), dir, bytes("link"));
    failsWith(Errno.ELOOP, () -> OpenAt.openat2(dir, bytes("link"), 0, 0, BENEATH));
    int fd = openPath("link");
    assertThat(Statx.of(fd, Statx.BASIC_STATS).type()).isEqualTo(Statx.S_IFLNK);
    assertThat(Names.readlink(fd)).isEqualTo(bytes("/etc/passwd"));
    Descriptors.close(fd);
  }

  @Test
  void statxTellsWhatWasSet() throws Exception {
    int fd = create("file");
    Descriptors.close(fd);
    fd = openPath("file");
    Inodes.chmod(proc, fd, 0640);
    Inodes.utimes(fd, -5, 123_456_789, 1L << 31, 1);
    Statx s = Statx.at(dir, bytes("file"), Statx.BASIC_STATS | Statx.MNT_ID);
    assertThat(s.mode()).isEqualTo(Statx.S_IFREG | 0640);
    assertThat(s.nlink()).isEqualTo(1);
    assertThat(s.size()).isZero();
    assertThat(s.atimeSeconds()).isEqualTo(-5);
    assertThat(s.atimeNanos()).isEqualTo(123_456_789);
    assertThat(s.mtimeSeconds()).isEqualTo(1L << 31);
    assertThat(s.mtimeNanos()).isEqualTo(1);
    assertThat(s.ino()).isEqualTo(Files.getAttribute(folder.resolve("file"), "unix:ino"));
    long mount = s.mountId();
    assertThat(Statx.of(dir, Statx.MNT_ID).mountId()).isEqualTo(mount);
    Descriptors.close(fd);
  }

  @Test
  void namesAreMadeLinkedRenamedAndRemoved() throws Exception {
    Names.mkdirat(dir, bytes("d"), 0700);
    int fd = create("a");
    Names.link(proc, fd, dir, bytes("b"));
    assertThat(Statx.of(fd, Statx.BASIC_STATS).nlink()).isEqualTo(2);
    Names.renameat2(dir, bytes("b"), dir, bytes("c"), 0);
    failsWith(
        Errno.EEXIST,
        () -> Names.renameat2(dir, bytes("c"), dir, bytes("a"), Names.RENAME_NOREPLACE));
    Names.unlinkat(dir, bytes("c"), 0);
    failsWith(Errno.EISDIR, () -> Names.unlinkat(dir, bytes("d"), 0));
    Names.unlinkat(dir, bytes("d"), Names.AT_REMOVEDIR);
    Names.mknodat(dir, bytes("fifo"), Statx.S_IFIFO | 0600, 0, 0);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a", "fifo");
    Descriptors.close(fd);
  }

  @Test
  void direntsListEveryNameOnceAndGoOnFromAnOffset() throws Exception {
    for (int i = 0; i < 3000; i++) {
      Files.createFile(folder.resolve("a-name-of-some-length-" + i));
    }
    int fd = OpenAt.openat2(dir, bytes("."), OpenAt.O_DIRECTORY, 0, 0);
    List<String> names = new ArrayList<>();
    Dirents first = new Dirents(fd);
    long middle = 0;
    while (names.size() < 1000 && first.next()) {
      names.add(new String(first.name(), StandardCharsets.UTF_8));
      middle = first.offset();
    }
    FileIo.lseek(fd, middle, FileIo.SEEK_SET);
    Dirents rest = new Dirents(fd);
    while (rest.next()) {
      names.add(new String(rest.name(), StandardCharsets.UTF_8));
    }
    assertThat(names).hasSize(3002).doesNotHaveDuplicates().contains(".", "..");
    Descriptors.close(fd);
  }

  @Test
  void reopenedFileIsTheSameEvenWhenItsNameIsGone() throws Exception {
    Files.writeString(folder.resolve("file"), "text");
    int path = openPath("file");
    Files.delete(folder.resolve("file"));
    Files.writeString(folder.resolve("file"), "other");
    int fd = OpenAt.reopen(proc, path, OpenAt.O_RDONLY);
    ByteBuffer buffer = ByteBuffer.allocate(10);
    FileIo.read(fd, buffer, 0, 0);
    assertThat(new String(buffer.array(), 0, 4, StandardCharsets.UTF_8)).isEqualTo("text");
    Descriptors.close(fd);
    Descriptors.close(path);
  }

  @Test
  void truncateAllocateAndSyncWork() throws Exception {
    int fd = create("file");
    FileIo.ftruncate(fd, 5L << 30);
    FileIo.fallocate(fd, FileIo.FALLOC_FL_KEEP_SIZE, 0, 4096);
    FileIo.fsync(fd);
    FileIo.fdatasync(fd);
    assertThat(Statx.of(fd, Statx.BASIC_STATS).size()).isEqualTo(5L << 30);
    assertThat(FileIo.lseek(fd, 0, FileIo.SEEK_END)).isEqualTo(5L << 30);
    Descriptors.close(fd);
  }

  @Test
  void statfsTellsTheFileSystem() throws Exception {
    assertThat(Inodes.statfs(dir).blocks()).isPositive();
    assertThat(Inodes.statfs(dir).nameMax()).isEqualTo(255);
  }

  @Test
  void threadActsAsAnotherUserAndIsItselfAgain() throws Exception {
    assumeTrue(Credentials.geteuid() == 0, "needs root");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    int secret = create("secret");
    Inodes.fchmod(secret, 0600);
    int[] before = Credentials.getgroups();
    int[] many = java.util.stream.IntStream.range(5000, 5100).toArray();
    Credentials.setgroups(many);
    Credentials.setfsgid(1234);
    Credentials.setfsuid(4321);
    try {
      assertThat(Inodes.may(secret, Inodes.R_OK)).isFalse();
      failsWith(Errno.EACCES, () -> OpenAt.reopen(proc, secret, OpenAt.O_RDONLY));
      Statx mine = Statx.of(create("mine"), Statx.BASIC_STATS);
      assertThat(mine.uid()).isEqualTo(4321);
      assertThat(mine.gid()).isEqualTo(1234);
      assertThat(Credentials.getgroups()).containsExactly(many);
    } finally {
      Credentials.setfsuid(0);
      Credentials.setfsgid(0);
      Credentials.setgroups(before);
    }
    assertThat(Inodes.may(secret, Inodes.R_OK)).isTrue();
    failsWith(Errno.EPERM, () -> Credentials.setfsuid(-1));
    Descriptors.close(secret);
  }

  @Test
  void handleFindsTheFileAgainUntilItIsGone() throws Exception {
    assumeTrue(Credentials.hasCapability(Credentials.CAP_DAC_READ_SEARCH), "needs root");
    int fd = create("file");
    byte[] handle = FileHandles.of(fd);
    long ino = Statx.of(fd, Statx.BASIC_STATS).ino();
    Descriptors.close(fd);
    Names.renameat2(dir, bytes("file"), dir, bytes("renamed"), 0);
    int again = FileHandles.open(dir, handle, 0, handle.length, OpenAt.O_PATH);
    assertThat(Statx.of(again, Statx.BASIC_STATS).ino()).isEqualTo(ino);
    assertThat(FileHandles.of(again)).isEqualTo(handle);
    Descriptors.close(again);
    Names.unlinkat(dir, bytes("renamed"), 0);
    failsWith(Errno.ESTALE, () -> FileHandles.open(dir, handle, 0, handle.length, OpenAt.O_PATH));
  }

  @Test
  void fileOpenedThroughAReadOnlyCloneCannotBeReopenedForWriting() throws Exception {
    assumeTrue(Credentials.hasCapability(Credentials.CAP_SYS_ADMIN), "needs CAP_SYS_ADMIN");
    Files.writeString(folder.resolve("file"), "text");
    int clone = Mounts.readOnlyClone(dir);
    int fd = OpenAt.openat2(clone, bytes("file"), OpenAt.O_RDONLY, 0, BENEATH);
    failsWith(Errno.EROFS, () -> OpenAt.reopen(proc, fd, OpenAt.O_RDWR));
    failsWith(Errno.EROFS, () -> Inodes.fchmod(fd, 0666));
    Descriptors.close(fd);
    Descriptors.close(clone);
  }

  @Test
  void umaskOfAThreadIsItsOwnOnceUnshared() throws Exception {
    int[] umasks = new int[2];
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    Credentials.unshareUmask();
                    Credentials.umask(0);
                    umasks[0] = Credentials.umask(0);
                  } catch (ErrnoException e) {
                    umasks[0] = -1;
                  }
                });
    thread.join();
    umasks[1] = Credentials.umask(022);
    Credentials.umask(umasks[1]);
    assertThat(umasks[0]).isZero();
    assertThat(umasks[1]).isNotZero();
  }

  private int create(String name) throws ErrnoException {
    return OpenAt.openat2(
        dir, bytes(name), OpenAt.O_CREAT | OpenAt.O_EXCL | OpenAt.O_RDWR, 0644, BENEATH);
  }

  private int openPath(String name) throws ErrnoException {
    return OpenAt.openat2(dir, bytes(name), OpenAt.O_PATH | OpenAt.O_NOFOLLOW, 0, BENEATH);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void failsWith(Errno errno, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }
}

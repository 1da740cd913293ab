package dev.byway.it.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.NfsMount;
import dev.byway.it.localio.Await;
import dev.byway.it.localio.Privilege;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.ForwardingOpenFile;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.Written;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full, and a user who may have no more, behind a cache that answered the write
/// long before the server knew.
@Timeout(60)
class LateErrorTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path folder;
  private boolean mounted;

  private void mountTmpfs() throws Exception {
    Privilege.assumeRoot();
    Path export = Files.createDirectories(folder.resolve("export"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", export.toString());
    assumeTrue(mounted, "needs to mount a tmpfs");
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", "-l", folder.resolve("export").toString())).isTrue();
    }
  }

  @Test
  void fullDiskIsToldAndWhatWasConfirmedStays() throws Exception {
    mountTmpfs();
    try (Distant server = new Distant(folder)) {
      lateErrorIsTold(server, Errno.ENOSPC);
    }
  }

  @Test
  void exceededQuotaIsToldAndWhatWasConfirmedStays() throws Exception {
    try (Distant server = new Distant(folder, QuotaRoom::new)) {
      lateErrorIsTold(server, Errno.EDQUOT);
    }
  }

  /// A disk on which nobody may have more than 4 MiB in a file.
  private static final class QuotaRoom extends ForwardingVfs {
    QuotaRoom(Vfs disk) {
      super(disk);
    }

    @Override
    public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
      return new ForwardingOpenFile(super.open(caller, node, how)) {
        @Override
        public Written write(Caller writer, ByteBuffer src, long offset, Stability stability)
            throws ErrnoException {
          if (offset + src.remaining() > 4 * MEBIBYTE) {
            throw Errno.EDQUOT.exception();
          }
          return super.write(writer, src, offset, stability);
        }
      };
    }
  }

  private static void lateErrorIsTold(Distant server, Errno errno) throws Exception {
    Caller caller = Caller.ROOT;
    byte[] confirmed = new byte[MEBIBYTE];
    new Random(2).nextBytes(confirmed);
    try (Vfs room = NfsMount.open(server.url(""))) {
      var how = new CreateHow.Guarded(SetAttributes.ofMode(0644));
      var made = room.create(caller, room.root(), Name.of("file"), how, OpenHow.READ_WRITE);
      try (OpenFile file = Objects.requireNonNull(made.file())) {
        file.write(caller, ByteBuffer.wrap(confirmed), 0, Stability.UNSTABLE);
        file.commit(caller, 0, 0);
        assertThat(fill(file, caller)).isEqualTo(errno);
        awaitNoMore(file, caller, errno);
        ByteBuffer back = ByteBuffer.allocate(MEBIBYTE);
        assertThat(file.read(caller, back, 0)).isEqualTo(MEBIBYTE);
        assertThat(back.array()).isEqualTo(confirmed);
      }
      assertModel(Files.readAllBytes(server.served("file")), confirmed);
    }
  }

  /// What was confirmed is there; each byte behind it is what was written, or was never there.
  private static void assertModel(byte[] onDisk, byte[] confirmed) {
    assertThat(onDisk).startsWith(confirmed);
    for (int at = MEBIBYTE; at < onDisk.length; at++) {
      if (onDisk[at] != 0 && onDisk[at] != at / MEBIBYTE) {
        throw new AssertionError("byte " + at + " is " + onDisk[at]);
      }
    }
  }

  /// What was written and not sent when the first error was told may fail too; then it is gone.
  private static void awaitNoMore(OpenFile file, Caller caller, Errno errno) throws Exception {
    Await.until(
        () -> {
          try {
            file.commit(caller, 0, 0);
            return true;
          } catch (ErrnoException e) {
            assertThat(e.errno()).isEqualTo(errno);
            return false;
          }
        });
  }

  /// Writes twice what there is room for.
  ///
  /// @return what a write, or the commit after them all, failed with
  private static Errno fill(OpenFile file, Caller caller) {
    ErrnoException failed =
        catchThrowableOfType(
            ErrnoException.class,
            () -> {
              for (int i = 1; i <= 8; i++) {
                ByteBuffer more = ByteBuffer.allocate(MEBIBYTE);
                Arrays.fill(more.array(), (byte) i);
                file.write(caller, more, (long) i * MEBIBYTE, Stability.UNSTABLE);
              }
              file.commit(caller, 0, 0);
            });
    assertThat(failed).as("all of it was taken").isNotNull();
    return failed.errno();
  }
}

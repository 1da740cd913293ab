package dev.byway.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A file system of one empty folder, answered by hand.
@Timeout(60)
class FuseMountsTest {
  private static final int GETATTR = 3;
  private static final int STATFS = 17;
  private static final int INIT = 26;
  private static final int DESTROY = 38;
  private static final int FORGET = 2;
  private static final int ENOSYS = 38;
  private static final int FUSE_PASSTHROUGH_2 = 1 << 5;
  private static final int FUSE_INIT_EXT = 1 << 30;

  @TempDir Path folder;
  private Path point;
  private boolean passthrough;

  @BeforeEach
  void makePoint() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/fuse")), "needs /dev/fuse");
    assumeTrue(Credentials.hasCapability(Credentials.CAP_SYS_ADMIN), "needs CAP_SYS_ADMIN");
    point = Files.createDirectory(folder.resolve("a point"));
  }

  @AfterEach
  void unmountAll() throws Exception {
    if (point == null) {
      return;
    }
    for (MountTable.Entry entry : MountTable.read().reversed()) {
      if (entry.point().startsWith(folder)) {
        FuseMounts.unmount(entry.point(), FuseMounts.MNT_FORCE | FuseMounts.MNT_DETACH);
      }
    }
  }

  @Test
  void whatIsMountedIsUsedListedAndUnmounted() throws Exception {
    FuseMounts.Options options =
        new FuseMounts.Options("nfs://host/a,b c", true, false, false, false, true, true, 65536);
    FuseDevice device = FuseMounts.mount(point, options);
    CompletableFuture<Void> served = serve(device);
    assertThat(status("stat", point.toString())).isZero();
    MountTable.Entry entry = entry().orElseThrow();
    assertThat(entry.type()).isEqualTo(FuseMounts.TYPE);
    assertThat(entry.source()).isEqualTo("nfs://host/a,b c");
    assertThat(entry.options().split(",")).contains("ro", "nosuid", "nodev", "noexec", "noatime");
    assertThat(entry.superOptions().split(","))
        .contains("allow_other", "default_permissions", "max_read=65536");
    FuseMounts.unmount(point, 0);
    served.get(20, TimeUnit.SECONDS);
    assertThat(entry()).isEmpty();
    device.close();
  }

  @Test
  void aBusyMountIsNotTakenButDetached() throws Exception {
    FuseDevice device = FuseMounts.mount(point, FuseMounts.Options.of("x"));
    CompletableFuture<Void> served = serve(device);
    Process user = new ProcessBuilder("sleep", "100").directory(point.toFile()).start();
    try {
      failsWith(Errno.EBUSY, () -> FuseMounts.unmount(point, 0));
      FuseMounts.unmount(point, FuseMounts.MNT_DETACH);
      assertThat(entry()).isEmpty();
      assertThat(served).isNotDone();
    } finally {
      user.destroyForcibly();
    }
    served.get(20, TimeUnit.SECONDS);
    failsWith(Errno.EINVAL, () -> FuseMounts.unmount(point, 0));
    device.close();
  }

  @Test
  void aDeadMountIsReplaced() throws Exception {
    FuseDevice device = FuseMounts.mount(point, FuseMounts.Options.of("dead"));
    device.close();
    assertThat(status("stat", point.toString())).isNotZero();
    device = FuseMounts.mount(point, FuseMounts.Options.of("alive"));
    CompletableFuture<Void> served = serve(device);
    assertThat(status("stat", point.toString())).isZero();
    assertThat(MountTable.read().stream().filter(e -> e.point().equals(point)))
        .hasSize(1)
        .allMatch(e -> e.source().equals("alive"));
    FuseMounts.unmount(point, 0);
    served.get(20, TimeUnit.SECONDS);
    device.close();
  }

  @Test
  void aCloneTakesRequestsToo() throws Exception {
    FuseDevice device = FuseMounts.mount(point, FuseMounts.Options.of("x"));
    try (Arena arena = Arena.ofShared()) {
      MemorySegment request = arena.allocate(1 << 17, 8);
      assertThat(device.read(request)).isPositive();
      answer(device, request);
      FuseDevice clone = device.cloneDevice();
      CompletableFuture<Void> served = serve(clone);
      assertThat(status("stat", point.toString())).isZero();
      FuseMounts.unmount(point, 0);
      served.get(20, TimeUnit.SECONDS);
      clone.close();
      device.close();
    }
  }

  @Test
  void aDeviceThatDoesNotBlockSaysThatItIsEmpty() throws Exception {
    FuseDevice device = FuseMounts.mount(point, FuseMounts.Options.of("x"));
    try (Arena arena = Arena.ofShared()) {
      MemorySegment request = arena.allocate(1 << 17, 8);
      assertThat(device.await(20_000)).isTrue();
      device.blocking(false);
      assertThat(device.read(request)).isPositive();
      answer(device, request);
      assertThat(device.read(request)).isEqualTo(FuseDevice.EMPTY);
      assertThat(device.await(1)).isFalse();
      FuseMounts.unmount(point, FuseMounts.MNT_FORCE);
      assertThat(device.await(20_000)).isTrue();
      assertThat(device.read(request)).isEqualTo(FuseDevice.UNMOUNTED);
      request.set(JAVA_INT, 0, 16);
      request.set(JAVA_INT, 4, 0);
      assertThat(device.write(request, 16)).isEqualTo(FuseDevice.UNKNOWN);
      device.close();
    }
  }

  @Test
  void anAnswerThatNobodyWaitsForIsUnknown() throws Exception {
    FuseDevice device = FuseMounts.mount(point, FuseMounts.Options.of("x"));
    try (Arena arena = Arena.ofShared()) {
      MemorySegment request = arena.allocate(1 << 17, 8);
      assertThat(device.read(request)).isPositive();
      answer(device, request);
      MemorySegment out = arena.allocate(16, 8);
      out.set(JAVA_INT, 0, 16);
      out.set(JAVA_LONG, 8, 123_456_789);
      assertThat(device.write(out, 16)).isEqualTo(FuseDevice.UNKNOWN);
      out.set(JAVA_INT, 0, 17);
      failsWith(Errno.EINVAL, () -> device.write(out, 16));
      device.close();
    }
  }

  @Test
  void aBackingFileIsTakenAndGivenBack() throws Exception {
    assumeTrue(isFirstUserNamespace(), "needs the first user namespace");
    passthrough = true;
    FuseDevice device = FuseMounts.mount(point, FuseMounts.Options.of("x"));
    try (Arena arena = Arena.ofShared()) {
      MemorySegment request = arena.allocate(1 << 17, 8);
      assertThat(device.read(request)).isPositive();
      boolean offered = (request.get(JAVA_INT, 40 + 16) & FUSE_PASSTHROUGH_2) != 0;
      assumeTrue(offered, "needs Linux 6.9");
      answer(device, request);
      Path file = Files.writeString(folder.resolve("file"), "text");
      byte[] name = file.toString().getBytes();
      int fd = OpenAt.openat2(OpenAt.AT_FDCWD, name, OpenAt.O_RDONLY, 0, 0);
      int id = device.backingOpen(fd);
      assertThat(id).isPositive();
      Descriptors.close(fd);
      device.backingClose(id);
      failsWith(Errno.ENOENT, () -> device.backingClose(id));
      device.close();
    }
  }

  @Test
  void aPlaceThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> FuseMounts.mount(folder.resolve("none"), FuseMounts.Options.of("x")))
        .isInstanceOf(ErrnoException.class)
        .hasMessageContaining("none");
  }

  private CompletableFuture<Void> serve(FuseDevice device) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Thread.ofPlatform().daemon().start(() -> serve(device, ended));
    return ended;
  }

  private void serve(FuseDevice device, CompletableFuture<Void> ended) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = arena.allocate(1 << 17, 8);
      int length = device.read(request);
      while (length != FuseDevice.UNMOUNTED) {
        if (length > 0) {
          answer(device, request);
        }
        length = device.read(request);
      }
      ended.complete(null);
    } catch (ErrnoException | RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  private void answer(FuseDevice device, MemorySegment request) throws ErrnoException {
    int opcode = request.get(JAVA_INT, 4);
    if (opcode == FORGET) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      int length =
          switch (opcode) {
            case INIT -> 64;
            case GETATTR -> 104;
            case STATFS -> 80;
            default -> 0;
          };
      MemorySegment payload = arena.allocate(128, 8);
      if (opcode == INIT) {
        payload.set(JAVA_INT, 0, 7);
        payload.set(JAVA_INT, 4, 40);
        payload.set(JAVA_INT, 12, passthrough ? FUSE_INIT_EXT : 0);
        payload.set(JAVA_INT, 20, 4096);
        payload.set(JAVA_SHORT, 16, (short) 16);
        payload.set(JAVA_INT, 32, passthrough ? FUSE_PASSTHROUGH_2 : 0);
        payload.set(JAVA_INT, 36, passthrough ? 1 : 0);
      } else if (opcode == GETATTR) {
        payload.set(JAVA_LONG, 16, 1);
        payload.set(JAVA_INT, 16 + 60, Statx.S_IFDIR | 0755);
        payload.set(JAVA_INT, 16 + 64, 1);
      }
      MemorySegment header = arena.allocate(16, 8);
      header.set(JAVA_INT, 0, 16 + length);
      header.set(JAVA_INT, 4, length == 0 && opcode != DESTROY ? -ENOSYS : 0);
      header.set(JAVA_LONG, 8, request.get(JAVA_LONG, 8));
      device.write(header, 16, payload, length);
    }
  }

  private Optional<MountTable.Entry> entry() throws Exception {
    List<MountTable.Entry> entries = MountTable.read();
    return entries.stream().filter(e -> e.point().equals(point)).findAny();
  }

  private static boolean isFirstUserNamespace() throws Exception {
    return Files.readString(Path.of("/proc/self/uid_map")).trim().matches("0\\s+0\\s+4294967295");
  }

  private static int status(String... command) throws Exception {
    List<String> timed = new java.util.ArrayList<>(List.of("timeout", "-s", "KILL", "20"));
    timed.addAll(List.of(command));
    Process process = new ProcessBuilder(timed).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }

  private static void failsWith(Errno errno, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }
}

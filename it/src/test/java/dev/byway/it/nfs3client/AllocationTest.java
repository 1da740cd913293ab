package dev.byway.it.nfs3client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What all threads of client and server together put on the heap for one call, in bytes.
class AllocationTest {
  private static final int WARM_UP = 6000;
  private static final int CALLS = 2000;
  private static final int SMALL = 4096;
  private static final int LARGE = 256 << 10;

  /// Less than any copy of the smallest data.
  private static final long MOST = SMALL;

  /// A larger message comes and goes in more pieces. Far less than any copy of the larger data.
  private static final long MOST_MORE = SMALL;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Caller CALLER = Caller.ROOT;

  @TempDir Path folder;
  private Loopback server;
  private Vfs mount;
  private Name name;
  private Node node;
  private OpenFile file;

  @FunctionalInterface
  private interface Call {
    void make() throws ErrnoException;
  }

  @BeforeEach
  void serve() throws Exception {
    Files.write(folder.resolve("file"), new byte[2 * LARGE]);
    server = Loopback.serve(LocalVfs.open(folder, LocalVfs.Options.DEFAULT));
    mount = server.mount();
    name = Name.of("file");
    node = mount.lookup(CALLER, mount.root(), name).node();
    file = mount.open(CALLER, node, OpenHow.READ_WRITE);
  }

  @AfterEach
  void stop() {
    file.close();
    mount.close();
    server.close();
  }

  @Test
  void smallCallsAllocateLittle() throws Exception {
    long getattr = bytesEach(() -> mount.getattr(CALLER, node));
    long lookup = bytesEach(() -> mount.lookup(CALLER, mount.root(), name));
    System.out.println("heap bytes a call: GETATTR " + getattr + ", LOOKUP " + lookup);
    assertThat(getattr).isBetween(0L, MOST);
    assertThat(lookup).isBetween(0L, MOST);
  }

  @Test
  void readsAllocateNothingThatGrowsWithTheirSize() throws Exception {
    long small = bytesEach(reads(SMALL));
    long large = bytesEach(reads(LARGE));
    System.out.println("heap bytes a READ: 4 KiB " + small + ", 256 KiB " + large);
    assertThat(small).isBetween(0L, MOST);
    assertThat(large).isBetween(0L, small + MOST_MORE);
  }

  @Test
  void writesAllocateNothingThatGrowsWithTheirSize() throws Exception {
    long small = bytesEach(writes(SMALL));
    long large = bytesEach(writes(LARGE));
    System.out.println("heap bytes a WRITE: 4 KiB " + small + ", 256 KiB " + large);
    assertThat(small).isBetween(0L, MOST);
    assertThat(large).isBetween(0L, small + MOST_MORE);
  }

  private Call reads(int bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
    return () -> file.read(CALLER, buffer.clear(), 0);
  }

  private Call writes(int bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
    return () -> file.write(CALLER, buffer.clear(), 0, Stability.UNSTABLE);
  }

  private static long bytesEach(Call call) throws ErrnoException {
    for (int i = 0; i < WARM_UP; i++) {
      call.make();
    }
    long before = allocated();
    for (int i = 0; i < CALLS; i++) {
      call.make();
    }
    return (allocated() - before) / CALLS;
  }

  private static long allocated() {
    long[] bytes = THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds());
    return Arrays.stream(bytes).filter(each -> each > 0).sum();
  }
}

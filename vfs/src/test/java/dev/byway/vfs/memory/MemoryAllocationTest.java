package dev.byway.vfs.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Name;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Reads and overwrites allocate what their answer takes, however much data they move.
class MemoryAllocationTest {
  private static final int ROUNDS = 200;
  private static final int LARGE = 1 << 20;

  private interface Call {
    void run() throws ErrnoException;
  }

  @Test
  void largeReadsAndWritesAllocateNoMoreThanSmallOnes() throws ErrnoException {
    try (var vfs = new MemoryVfs();
        OpenFile file = create(vfs)) {
      ByteBuffer large = ByteBuffer.allocateDirect(LARGE);
      ByteBuffer small = ByteBuffer.allocateDirect(16);
      write(file, large);
      assertThat(allocatedBy(() -> file.read(Caller.ROOT, large.clear(), 0)))
          .isLessThan(allocatedBy(() -> file.read(Caller.ROOT, small.clear(), 0)) + 64);
      assertThat(allocatedBy(() -> write(file, large.clear())))
          .isLessThan(allocatedBy(() -> write(file, small.clear())) + 64);
    }
  }

  private static OpenFile create(MemoryVfs vfs) throws ErrnoException {
    var how = new CreateHow.Guarded(SetAttributes.NONE);
    return Objects.requireNonNull(
        vfs.create(Caller.ROOT, vfs.root(), Name.of("f"), how, OpenHow.READ_WRITE).file());
  }

  private static void write(OpenFile file, ByteBuffer src) throws ErrnoException {
    file.write(Caller.ROOT, src, 0, Stability.UNSTABLE);
  }

  /// Bytes a call, on this thread.
  private static long allocatedBy(Call call) throws ErrnoException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      call.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
  }
}

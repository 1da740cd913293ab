package dev.byway.server.export;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// Handles that nobody was given are none, however much they look like one.
class FileHandlesFuzzTest {
  private static final int WIRE_MAX = 64;

  private final StateFolder state;
  private final Exports exports;
  private final FileHandles handles;
  private final byte[] genuine;

  FileHandlesFuzzTest() throws IOException {
    state = StateFolder.temporary();
    exports = new Exports(state, (room, folder) -> new MemoryVfs());
    exports.reload(List.of(ExportSpec.of("/a", "memory:a"), ExportSpec.of("/b", "memory:b")));
    handles = new FileHandles(exports, state, 64);
    Export first = exports.table().all().getFirst();
    genuine = handles.of(first, first.vfs().root()).handle();
  }

  @FuzzTest(maxDuration = "20s")
  void resolve(byte[] input) {
    refused(Arrays.copyOf(input, Math.min(input.length, WIRE_MAX)));
    byte[] bent =
        Arrays.copyOf(genuine, Math.max(genuine.length, Math.min(input.length, WIRE_MAX)));
    for (int i = 0; i < Math.min(input.length, bent.length); i++) {
      bent[i] ^= input[i];
    }
    refused(bent);
  }

  private void refused(byte[] handle) {
    boolean own = Arrays.equals(handle, genuine);
    try {
      byte[] found = handles.resolve(handle, false).handle();
      if (!own || !Arrays.equals(found, genuine)) {
        throw new AssertionError("a handle nobody was given: " + Arrays.toString(handle));
      }
    } catch (ErrnoException e) {
      if (own || e.errno() != Errno.EBADF) {
        throw new AssertionError(e.errno() + " for " + Arrays.toString(handle), e);
      }
    }
  }
}

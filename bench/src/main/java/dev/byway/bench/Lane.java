package dev.byway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/// One thread's way to the file. One thread at a time.
public interface Lane extends AutoCloseable {
  /// Transfers the whole buffer, from position to limit, and waits for it.
  void transfer(boolean write, ByteBuffer buffer, long offset) throws IOException;

  /// Requests that it keeps under way when asked to: 1 where a transfer is one system call.
  default int depth(int wanted) {
    return 1;
  }

  /// Begins a transfer of the whole buffer. Only where [#depth] says more than 1.
  default Pending begin(boolean write, ByteBuffer buffer, long offset) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Sends what it still holds back of what was written.
  default void flush() throws IOException {}

  @Override
  void close();

  /// A transfer under way.
  interface Pending {
    /// Waits for it.
    ///
    /// @return bytes transferred
    int await() throws IOException;
  }
}

package dev.byway.net;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/// A record that outlives the call that brought it. Counts as in flight until it is released, once,
/// by any thread.
public final class KeptRecord {
  private final ByteBuf memory;
  private final ByteBuffer bytes;
  private final Runnable whenReleased;

  /// Retains the memory that `bytes`, a view for this record alone, lies in.
  KeptRecord(ByteBuf memory, ByteBuffer bytes, Runnable whenReleased) {
    this.memory = memory;
    this.bytes = bytes;
    this.whenReleased = whenReleased;
    memory.retain();
  }

  /// The record from position to limit, a view of its own.
  public ByteBuffer bytes() {
    return bytes;
  }

  public void release() {
    memory.release();
    whenReleased.run();
  }
}

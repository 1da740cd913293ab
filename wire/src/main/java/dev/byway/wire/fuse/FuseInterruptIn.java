package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// INTERRUPT: a signal came to the thread that waits for a request. Answer EAGAIN if that request
/// has not been seen yet, else nothing.
///
///     struct fuse_interrupt_in { uint64_t unique; };
///
/// @param unique the request's
public record FuseInterruptIn(long unique) {
  /// Bytes on the wire.
  public static final int SIZE = 8;

  public static FuseInterruptIn decode(FuseReader reader) throws WireException {
    return new FuseInterruptIn(reader.int64());
  }

  public void encode(FuseWriter writer) {
    writer.int64(unique);
  }
}

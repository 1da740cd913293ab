package dev.byway.net;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/// A piece of pooled direct memory and the one view of it that its owner works with. Counted by the
/// buffer: slices sent or records kept hold it.
final class Segment {
  final ByteBuf buf;
  final ByteBuffer view;

  Segment(ByteBuf buf) {
    this.buf = buf;
    this.view = buf.nioBuffer(0, buf.capacity());
  }

  int capacity() {
    return view.capacity();
  }

  /// Whether nobody but the owner holds it: its memory may be written over.
  boolean unshared() {
    return buf.refCnt() == 1;
  }

  void release() {
    buf.release();
  }
}

package dev.byway.wire.fuse;

import java.nio.ByteBuffer;

/// Writes a reply into a buffer that someone else owns, at its position, in its byte order. Running
/// out of room is a programmer's error ([java.nio.BufferOverflowException]).
///
/// One thread at a time.
public final class FuseWriter {
  private final ByteBuffer buffer;

  public FuseWriter(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /// Where the next byte goes, as a position in the buffer.
  public int position() {
    return buffer.position();
  }

  /// Goes to a position of this message, to write over what follows or to take it back.
  public void position(int position) {
    buffer.position(position);
  }

  /// Bytes that still fit.
  public int remaining() {
    return buffer.remaining();
  }

  public void int16(int value) {
    buffer.putShort((short) value);
  }

  public void int32(int value) {
    buffer.putInt(value);
  }

  public void int64(long value) {
    buffer.putLong(value);
  }

  public void bytes(byte[] bytes) {
    buffer.put(bytes);
  }

  /// Padding.
  public void zeros(int count) {
    for (int i = 0; i < count; i++) {
      buffer.put((byte) 0);
    }
  }

  /// The next `length` bytes, for someone to fill directly (a disk read, say). Shares the buffer's
  /// memory; moves nothing: end with [#filled].
  ///
  /// @throws IndexOutOfBoundsException when the buffer is too small
  public ByteBuffer slice(int length) {
    return buffer.slice(buffer.position(), length);
  }

  /// Passes over `length` bytes that are in place already.
  public void filled(int length) {
    buffer.position(buffer.position() + length);
  }
}

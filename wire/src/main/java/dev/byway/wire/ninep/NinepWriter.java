package dev.byway.wire.ninep;

import dev.byway.wire.xdr.XdrString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes a message into a buffer that someone else owns, at its position, whatever the buffer's
/// own byte order. Running out of room is a programmer's error ([java.nio.BufferOverflowException],
/// [IndexOutOfBoundsException], [IllegalArgumentException]), except where an encoder asks
/// [#remaining] first, as listings do.
///
/// One thread at a time.
public final class NinepWriter {
  private static final VarHandle INT64 =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT32 =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT16 =
      MethodHandles.byteBufferViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteBuffer buffer;

  public NinepWriter(ByteBuffer buffer) {
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

  public void int8(int value) {
    buffer.put((byte) value);
  }

  public void int16(int value) {
    INT16.set(buffer, passed(Short.BYTES), (short) value);
  }

  public void int32(int value) {
    INT32.set(buffer, passed(Integer.BYTES), value);
  }

  public void int64(long value) {
    INT64.set(buffer, passed(Long.BYTES), value);
  }

  /// A text, `s`, of at most 65,535 bytes.
  public void string(XdrString value) {
    string(value.unsafeBytes());
  }

  /// The same, from its bytes.
  public void string(byte[] bytes) {
    if (bytes.length > 0xffff) {
      throw new IllegalArgumentException("a text of " + bytes.length + " bytes");
    }
    int16(bytes.length);
    buffer.put(bytes);
  }

  /// Bytes from a buffer, from its position to its limit; the buffer's position stays.
  public void bytes(ByteBuffer bytes) {
    int length = bytes.remaining();
    int start = passed(length);
    buffer.put(start, bytes, bytes.position(), length);
  }

  /// The `length` bytes that come `offset` bytes from here, for someone to fill directly (a disk
  /// read, say). Shares the buffer's memory; moves nothing: end with [#filled].
  ///
  /// @throws IndexOutOfBoundsException when the buffer is too small
  public ByteBuffer slice(int offset, int length) {
    return buffer.slice(buffer.position() + offset, length);
  }

  /// Passes over `length` bytes that are in place already.
  public void filled(int length) {
    passed(length);
  }

  private int passed(int bytes) {
    int start = buffer.position();
    buffer.position(start + bytes);
    return start;
  }
}

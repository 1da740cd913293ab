package dev.byway.wire.xdr;

import java.nio.ByteBuffer;

/// Writes XDR (RFC 4506) into a buffer that someone else owns, at its position. The caller gives a
/// buffer large enough for the message; running out is a programmer's error
/// ([java.nio.BufferOverflowException]), except where an encoder asks [#remaining] first, as the
/// directory listings do.
///
/// One thread at a time.
public final class XdrWriter {
  private final ByteBuffer buffer;

  public XdrWriter(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /// Where the next byte goes, as a position in the buffer: remember it to come [#rewind] to.
  public int position() {
    return buffer.position();
  }

  /// Bytes that still fit.
  public int remaining() {
    return buffer.remaining();
  }

  /// Goes back to a position of this message, to write over what followed or to take it back.
  public void rewind(int position) {
    buffer.position(position);
  }

  public void int32(int value) {
    buffer.putInt(value);
  }

  public void int64(long value) {
    buffer.putLong(value);
  }

  public void bool(boolean value) {
    buffer.putInt(value ? 1 : 0);
  }

  /// `opaque x<>`: length, bytes, padding of zeros.
  public void opaque(byte[] bytes) {
    int32(bytes.length);
    fixedOpaque(bytes);
  }

  /// `opaque x[n]`: bytes and padding.
  public void fixedOpaque(byte[] bytes) {
    buffer.put(bytes);
    pad(bytes.length);
  }

  /// `opaque x<>` from a buffer, from its position to its limit; the buffer's position stays.
  public void opaque(ByteBuffer bytes) {
    int length = bytes.remaining();
    int32(length);
    buffer.put(buffer.position(), bytes, bytes.position(), length);
    buffer.position(buffer.position() + length);
    pad(length);
  }

  /// `string x<>`.
  public void string(XdrString value) {
    opaque(value.unsafeBytes());
  }

  /// The `length` bytes that come `offset` bytes from here, for someone to fill directly (a disk
  /// read, say) before the message's head is written in front of them. Shares the buffer's memory;
  /// moves nothing. End with [#filled] when the writer has come up to the data.
  ///
  /// @throws IndexOutOfBoundsException when the buffer is too small
  public ByteBuffer slice(int offset, int length) {
    return buffer.slice(buffer.position() + offset, length);
  }

  /// Passes over `length` bytes that are in place already, and pads them. The length word is the
  /// caller's.
  public void filled(int length) {
    buffer.position(buffer.position() + length);
    pad(length);
  }

  /// Moves `length` bytes that were filled `offset` bytes from here up to here, and passes over
  /// them as [#filled].
  public void filledAt(int offset, int length) {
    int position = buffer.position();
    buffer.put(position, buffer, position + offset, length);
    filled(length);
  }

  private void pad(int length) {
    for (int i = -length & 3; i > 0; i--) {
      buffer.put((byte) 0);
    }
  }
}

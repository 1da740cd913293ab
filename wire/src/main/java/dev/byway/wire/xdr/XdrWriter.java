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

  /// Room for an `opaque x<>` of up to `length` bytes that someone fills directly (a disk read,
  // say):
  /// passes over the length word and returns the slice. Finish with [#opaqueFilled].
  public ByteBuffer opaqueReserve(int length) {
    return buffer.slice(buffer.position() + Integer.BYTES, length);
  }

  /// Ends what [#opaqueReserve] began: `length` bytes of the slice were filled.
  public void opaqueFilled(int length) {
    int32(length);
    buffer.position(buffer.position() + length);
    pad(length);
  }

  private void pad(int length) {
    for (int i = -length & 3; i > 0; i--) {
      buffer.put((byte) 0);
    }
  }
}

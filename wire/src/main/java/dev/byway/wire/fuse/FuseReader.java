package dev.byway.wire.fuse;

import dev.byway.wire.WireException;
import java.nio.ByteBuffer;

/// Reads a request from a buffer that someone else owns, from its position to its limit, in its
/// byte order. A read beyond the limit throws [WireException]; nothing is allocated before its
/// length is known to be there.
///
/// One thread at a time.
public final class FuseReader {
  private final ByteBuffer buffer;

  public FuseReader(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /// Bytes not yet read.
  public int remaining() {
    return buffer.remaining();
  }

  /// `uint32_t` and `int32_t`.
  public int int32() throws WireException {
    need(Integer.BYTES);
    return buffer.getInt();
  }

  /// `uint64_t` and `int64_t`.
  public long int64() throws WireException {
    need(Long.BYTES);
    return buffer.getLong();
  }

  /// `uint16_t`.
  public int uint16() throws WireException {
    need(Short.BYTES);
    return Short.toUnsignedInt(buffer.getShort());
  }

  /// Passes over padding.
  public void skip(int bytes) throws WireException {
    need(bytes);
    buffer.position(buffer.position() + bytes);
  }

  /// Bytes up to a NUL, which is passed over: a name, a link's target.
  ///
  /// @param max most bytes of it
  public byte[] string(int max) throws WireException {
    int start = buffer.position();
    int end = start;
    int last = (int) Math.min(buffer.limit(), (long) start + max + 1);
    while (end < last && buffer.get(end) != 0) {
      end++;
    }
    if (end == last) {
      throw new WireException("no NUL in " + (last - start) + " bytes");
    }
    byte[] bytes = new byte[end - start];
    buffer.get(bytes).get();
    return bytes;
  }

  /// The next bytes as a view of the buffer's own memory: nothing is copied.
  ///
  /// @param count bytes, unsigned
  public ByteBuffer slice(int count) throws WireException {
    need(count);
    ByteBuffer slice = buffer.slice(buffer.position(), count);
    buffer.position(buffer.position() + count);
    return slice;
  }

  private void need(int bytes) throws WireException {
    if (bytes < 0 || buffer.remaining() < bytes) {
      throw new WireException(
          buffer.remaining() + " bytes left, " + Integer.toUnsignedString(bytes) + " needed");
    }
  }
}

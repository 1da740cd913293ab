package dev.byway.wire.xdr;

import dev.byway.wire.WireException;
import java.nio.ByteBuffer;

/// Reads XDR (RFC 4506) from a buffer that someone else owns. Everything is big-endian and
/// padded to four bytes. A read beyond the end, a length over its bound, a bad boolean or padding
/// that is not there throws [WireException]; a length is checked before anything is allocated.
///
/// One thread at a time. Slices returned by [#opaqueSlice] share the buffer's memory and live as
/// long as it does.
public final class XdrReader {
  private final ByteBuffer buffer;

  /// Reads from the buffer's position to its limit, and moves the position.
  public XdrReader(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /// Bytes not yet read.
  public int remaining() {
    return buffer.remaining();
  }

  /// `int` and `unsigned int`, §4.1 and §4.2: compare unsigned values with
  /// [Integer#compareUnsigned].
  public int int32() throws WireException {
    need(Integer.BYTES);
    return buffer.getInt();
  }

  /// `hyper` and `unsigned hyper`, §4.5.
  public long int64() throws WireException {
    need(Long.BYTES);
    return buffer.getLong();
  }

  /// `bool`, §4.4: 0 or 1 and nothing else.
  public boolean bool() throws WireException {
    int value = int32();
    if (value >>> 1 != 0) {
      throw new WireException("bool is " + value);
    }
    return value == 1;
  }

  /// A count of elements or bytes that may not exceed `max`, an unsigned int on the wire.
  public int count(int max) throws WireException {
    int count = int32();
    if (count < 0 || count > max) {
      throw new WireException("length " + Integer.toUnsignedString(count) + " over " + max);
    }
    return count;
  }

  /// `opaque x<max>`, §4.10, copied.
  public byte[] opaque(int max) throws WireException {
    return fixedOpaque(count(max));
  }

  /// `opaque x[length]`, §4.9, copied.
  public byte[] fixedOpaque(int length) throws WireException {
    needPadded(length);
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    skip(padding(length));
    return bytes;
  }

  /// `opaque x<max>` as a view of the buffer's own memory: nothing is copied.
  public ByteBuffer opaqueSlice(int max) throws WireException {
    int length = count(max);
    needPadded(length);
    ByteBuffer slice = buffer.slice(buffer.position(), length);
    skip(padded(length));
    return slice;
  }

  /// `string x<max>`, §4.11, copied.
  public XdrString string(int max) throws WireException {
    return XdrString.of(opaque(max));
  }

  /// Passes over bytes, to go on where another reader of the same bytes stopped.
  public void pass(int bytes) throws WireException {
    need(bytes);
    skip(bytes);
  }

  /// Passes over bytes already known to be there.
  private void skip(int bytes) {
    buffer.position(buffer.position() + bytes);
  }

  private void need(int bytes) throws WireException {
    if (buffer.remaining() < bytes) {
      throw new WireException(buffer.remaining() + " bytes left, " + bytes + " needed");
    }
  }

  /// Not by [#padded], which overflows for the last lengths that an `int` holds.
  private void needPadded(int length) throws WireException {
    if (buffer.remaining() < (long) length + padding(length)) {
      throw new WireException(buffer.remaining() + " bytes left, " + length + " needed, padded");
    }
  }

  /// `length` rounded up to XDR's unit of four bytes.
  public static int padded(int length) {
    return length + padding(length);
  }

  private static int padding(int length) {
    return -length & 3;
  }
}

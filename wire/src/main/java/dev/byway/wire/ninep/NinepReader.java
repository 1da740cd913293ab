package dev.byway.wire.ninep;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads a message from a buffer that someone else owns, from its position to its limit, whatever
/// the buffer's own byte order. A read beyond the limit throws [WireException]; nothing is
/// allocated before its length is known to be there.
///
/// One thread at a time.
public final class NinepReader {
  private static final VarHandle INT64 =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT32 =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT16 =
      MethodHandles.byteBufferViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteBuffer buffer;

  public NinepReader(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /// Bytes not yet read.
  public int remaining() {
    return buffer.remaining();
  }

  /// One byte, unsigned.
  public int uint8() throws WireException {
    need(Byte.BYTES);
    return buffer.get() & 0xff;
  }

  /// Two bytes, unsigned.
  public int uint16() throws WireException {
    return (short) INT16.get(buffer, passed(Short.BYTES)) & 0xffff;
  }

  /// Four bytes: what is unsigned, compare with [Integer#compareUnsigned].
  public int int32() throws WireException {
    return (int) INT32.get(buffer, passed(Integer.BYTES));
  }

  /// Eight bytes.
  public long int64() throws WireException {
    return (long) INT64.get(buffer, passed(Long.BYTES));
  }

  /// A text, `s`: two bytes of length and as many bytes, copied.
  public XdrString string() throws WireException {
    byte[] bytes = new byte[need(uint16())];
    buffer.get(bytes);
    return XdrString.of(bytes);
  }

  /// The next bytes as a view of the buffer's own memory: nothing is copied.
  ///
  /// @param count unsigned
  public ByteBuffer slice(int count) throws WireException {
    int start = passed(count);
    return buffer.slice(start, count);
  }

  /// @throws WireException something is left, which no message has at its end
  public void end() throws WireException {
    if (buffer.hasRemaining()) {
      throw new WireException(buffer.remaining() + " bytes too many");
    }
  }

  private int passed(int bytes) throws WireException {
    int start = buffer.position();
    buffer.position(start + need(bytes));
    return start;
  }

  private int need(int bytes) throws WireException {
    if (bytes < 0 || buffer.remaining() < bytes) {
      throw new WireException(
          buffer.remaining() + " bytes left, " + Integer.toUnsignedString(bytes) + " needed");
    }
    return bytes;
  }
}

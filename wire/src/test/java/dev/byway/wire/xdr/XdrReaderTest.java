package dev.byway.wire.xdr;

import static dev.byway.wire.Golden.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.byway.wire.Codec;
import dev.byway.wire.WireException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// RFC 4506 §4.
class XdrReaderTest {
  @Test
  void numbersAreBigEndian() throws Exception {
    XdrReader reader = new XdrReader(hex("01020304 8000000000000001 00000001 00000000"));
    assertThat(reader.int32()).isEqualTo(0x01020304);
    assertThat(reader.int64()).isEqualTo(0x8000_0000_0000_0001L);
    assertThat(reader.bool()).isTrue();
    assertThat(reader.bool()).isFalse();
    assertThat(reader.remaining()).isZero();
  }

  @Test
  void booleanIsZeroOrOne() {
    assertRefused(XdrReader::bool, "00000002");
    assertRefused(XdrReader::bool, "ffffffff");
    assertRefused(XdrReader::bool, "80000000");
  }

  @Test
  void opaqueIsReadWithItsPadding() throws Exception {
    XdrReader reader = new XdrReader(hex("00000005 0102030405 000000 00000000 00000004 61626364"));
    assertThat(reader.opaque(5)).containsExactly(1, 2, 3, 4, 5);
    assertThat(reader.opaque(0)).isEmpty();
    assertThat(reader.string(4)).hasToString("abcd");
    assertThat(reader.remaining()).isZero();
  }

  @Test
  void opaqueOverItsBoundIsRefused() {
    assertRefused(reader -> reader.opaque(3), "00000004 01020304");
    assertRefused(reader -> reader.opaque(Integer.MAX_VALUE), "ffffffff 01020304");
  }

  @Test
  void hugeLengthWithinItsBoundIsRefusedWhenTheBytesAreMissing() {
    assertRefused(reader -> reader.opaque(Integer.MAX_VALUE), "7fffffff 01020304");
    assertRefused(reader -> reader.opaqueSlice(Integer.MAX_VALUE), "7fffffff 01020304");
  }

  @Test
  void missingPaddingIsRefused() {
    assertRefused(reader -> reader.opaque(5), "00000005 0102030405 0000");
    assertRefused(reader -> reader.opaqueSlice(5), "00000005 0102030405 0000");
    assertRefused(reader -> reader.fixedOpaque(5), "0102030405 0000");
  }

  @Test
  void sliceSharesTheMessageAndEndsWithItsBytes() throws Exception {
    ByteBuffer message = hex("00000003 010203 00 00000009");
    XdrReader reader = new XdrReader(message);
    ByteBuffer slice = reader.opaqueSlice(3);
    message.put(4, (byte) 42);
    assertThat(slice).isEqualTo(ByteBuffer.wrap(new byte[] {42, 2, 3}));
    assertThat(reader.int32()).isEqualTo(9);
  }

  @Test
  void nothingIsReadBeyondTheLimit() {
    ByteBuffer message = hex("00000001 00000002").limit(6);
    XdrReader reader = new XdrReader(message);
    assertThatExceptionOfType(WireException.class).isThrownBy(reader::int64);
    assertThat(reader.remaining()).isEqualTo(6);
  }

  private static void assertRefused(Codec.Decoder<?> decoder, String hex) {
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> decoder.decode(new XdrReader(hex(hex))));
  }
}

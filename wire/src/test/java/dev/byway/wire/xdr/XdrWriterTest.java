package dev.byway.wire.xdr;

import static dev.byway.wire.Golden.assertEncodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// RFC 4506 §4.
class XdrWriterTest {
  @Test
  void numbersAreBigEndian() {
    assertEncodes(
        writer -> {
          writer.int32(0x01020304);
          writer.int64(-2);
          writer.bool(true);
          writer.bool(false);
        },
        "01020304 fffffffffffffffe 00000001 00000000");
  }

  @Test
  void opaqueIsPaddedWithZeros() {
    assertEncodes(
        writer -> {
          writer.opaque(new byte[] {1, 2, 3, 4, 5});
          writer.fixedOpaque(new byte[] {6});
          writer.string(XdrString.of("ab"));
          writer.opaque(ByteBuffer.wrap(new byte[] {9, 7, 8, 9}, 1, 2));
        },
        "00000005 0102030405 000000 06 000000 00000002 6162 0000 00000002 0708 0000");
  }

  @Test
  void paddingOverwritesWhatWasInTheBuffer() {
    ByteBuffer dirty = ByteBuffer.wrap(new byte[] {1, -1, -1, -1});
    new XdrWriter(dirty).filled(1);
    assertThat(dirty.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 0, 0, 0}));
  }

  @Test
  void encodingBufferLeavesItsPosition() {
    ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
    new XdrWriter(ByteBuffer.allocate(8)).opaque(data);
    assertThat(data.position()).isEqualTo(1);
  }

  @Test
  void rewindTakesBackWhatFollowed() {
    assertEncodes(
        writer -> {
          writer.int32(1);
          int position = writer.position();
          writer.int64(2);
          writer.rewind(position);
          writer.int32(3);
        },
        "00000001 00000003");
  }

  @Test
  void dataFilledFartherOnIsMovedUp() {
    assertEncodes(
        writer -> {
          writer.slice(8, 5).put(new byte[] {1, 2, 3, 4, 5});
          writer.int32(5);
          writer.filledAt(4, 5);
        },
        "00000005 0102030405 000000");
  }

  @Test
  void bufferTooSmallIsTheCallersError() {
    XdrWriter writer = new XdrWriter(ByteBuffer.allocate(7));
    assertThatExceptionOfType(BufferOverflowException.class).isThrownBy(() -> writer.int64(1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> writer.slice(4, 4));
  }
}

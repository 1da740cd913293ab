package dev.byway.wire.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.byway.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FuseBytesTest {
  @Test
  void entryOfADirectoryIsPaddedToEightBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    byte[] name = "abc".getBytes(StandardCharsets.UTF_8);
    FuseDirent.encode(new FuseWriter(buffer), 2, 3, 4, name);
    assertThat(buffer.position()).isEqualTo(FuseDirent.size(3)).isEqualTo(32);
    assertThat(HexFormat.of().formatHex(buffer.array(), 0, 32))
        .isEqualTo(
            "0200000000000000" + "0300000000000000" + "03000000" + "04000000" + "6162630000000000");
    assertThat(FuseDirent.size(8)).isEqualTo(32);
    assertThat(FuseDirent.size(9)).isEqualTo(40);
    assertThat(FuseDirent.plusSize(9)).isEqualTo(168);
  }

  @Test
  void statxHasWhatTheAttributesHave() {
    var attr =
        new FuseAttr(1, 2, 3, 4, 5, 6, 7, 8, 9, 0x81a4, 10, 11, 12, Fuse.rdev(8, 300), 13, 0);
    ByteBuffer buffer = ByteBuffer.allocate(300).order(ByteOrder.LITTLE_ENDIAN);
    new FuseStatxOut(20, 21, attr).encode(new FuseWriter(buffer));
    assertThat(buffer.position()).isEqualTo(FuseStatxOut.SIZE);
    int stat = 32;
    assertThat(buffer.getInt(stat)).isEqualTo(FuseStatxOut.STATX_BASIC_STATS);
    assertThat(buffer.getShort(stat + 28)).isEqualTo((short) 0x81a4);
    assertThat(buffer.getLong(stat + 40)).isEqualTo(2);
    assertThat(buffer.getLong(stat + 64)).isEqualTo(4);
    assertThat(buffer.getLong(stat + 96)).isEqualTo(6);
    assertThat(buffer.getLong(stat + 112)).isEqualTo(5);
    assertThat(buffer.getInt(stat + 128)).isEqualTo(8);
    assertThat(buffer.getInt(stat + 132)).isEqualTo(300);
  }

  @Test
  void deviceNumbersComeBack() {
    for (int minor : new int[] {0, 1, 255, 256, 0xfffff}) {
      int rdev = Fuse.rdev(0xfff, minor);
      assertThat(Fuse.rdevMajor(rdev)).isEqualTo(0xfff);
      assertThat(Fuse.rdevMinor(rdev)).isEqualTo(minor);
    }
    assertThat(Fuse.rdev(8, 1)).isEqualTo(0x801);
  }

  @Test
  void stringEndsAtItsNul() throws Exception {
    FuseReader reader = reader("6100" + "00" + "626300");
    assertThat(reader.string(255)).containsExactly('a');
    assertThat(reader.string(255)).isEmpty();
    assertThat(reader.string(2)).containsExactly('b', 'c');
    assertThat(reader.remaining()).isZero();
  }

  @Test
  void stringWithoutNulOrTooLongIsRefused() {
    assertThatExceptionOfType(WireException.class).isThrownBy(() -> reader("6162").string(255));
    assertThatExceptionOfType(WireException.class).isThrownBy(() -> reader("").string(255));
    assertThatExceptionOfType(WireException.class).isThrownBy(() -> reader("616200").string(1));
  }

  @Test
  void messageCutShortIsRefused() {
    for (int length = 0; length < FuseWriteIn.SIZE; length++) {
      FuseReader cut = reader("00".repeat(length));
      assertThatExceptionOfType(WireException.class).isThrownBy(() -> FuseWriteIn.decode(cut));
    }
  }

  @Test
  void dataLongerThanTheRequestIsRefused() {
    assertThatExceptionOfType(WireException.class).isThrownBy(() -> reader("0000").slice(3));
    assertThatExceptionOfType(WireException.class).isThrownBy(() -> reader("0000").slice(-1));
  }

  @ParameterizedTest
  @EnumSource
  void opcodeIsFoundByItsNumber(FuseOpcode opcode) {
    assertThat(FuseOpcode.of(opcode.number())).isEqualTo(opcode);
  }

  @Test
  void unknownOpcodesAreNull() {
    for (int number : new int[] {-1, 0, 7, 19, 54, 4096, Integer.MAX_VALUE}) {
      assertThat(FuseOpcode.of(number)).isNull();
    }
  }

  private static FuseReader reader(String hex) {
    return new FuseReader(
        ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN));
  }
}

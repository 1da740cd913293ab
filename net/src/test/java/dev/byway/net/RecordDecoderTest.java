package dev.byway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.ErrnoException;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {
  private static final int LAST = 0x8000_0000;

  private final SegmentStash stash = new SegmentStash(1 << 20);
  private final Limits limits = Limits.DEFAULT.withMaxRecord(1 << 20);
  private final RecordDecoder decoder = new RecordDecoder(Framing.RECORD_MARKING, limits, stash);
  private final List<byte[]> records = new ArrayList<>();

  @AfterEach
  void memoryIsGivenBack() {
    decoder.end();
    stash.end();
  }

  @Test
  void recordInOneFragmentComesOut() throws Exception {
    byte[] record = bytes(100, 1);
    feed(framed(record, 100), 1000);
    assertThat(records).hasSize(1).first().isEqualTo(record);
    assertThat(decoder.partial()).isFalse();
  }

  @Test
  void fragmentsOfOneByteComeOutAsOneRecord() throws Exception {
    byte[] record = bytes(500, 2);
    feed(framed(record, 1), 7);
    assertThat(records).hasSize(1).first().isEqualTo(record);
  }

  @Test
  void emptyFragmentsBetweenDoNoHarm() throws Exception {
    ByteBuffer wire = ByteBuffer.allocate(64);
    wire.putInt(0).putInt(4).putInt(42).putInt(0).putInt(4 | LAST).putInt(43);
    feed(Arrays.copyOf(wire.array(), wire.position()), 3);
    assertThat(records).hasSize(1);
    assertThat(ByteBuffer.wrap(records.get(0)).getLong()).isEqualTo(42L << 32 | 43);
  }

  @Test
  void recordsOfAllSizesInPiecesOfAllSizesComeOutWhole() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 60; round++) {
      ByteArrayOutputStream wire = new ByteArrayOutputStream();
      List<byte[]> sent = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        byte[] record = bytes(random.nextInt(1 << random.nextInt(1, 19)), random.nextInt());
        int pieces = random.nextInt(4) == 0 ? record.length / 20 + 1 : record.length + 1;
        wire.write(framed(record, pieces));
        sent.add(record);
      }
      records.clear();
      feed(wire.toByteArray(), 1 + random.nextInt(1 << random.nextInt(1, 18)));
      assertThat(records).hasSize(sent.size());
      for (int i = 0; i < sent.size(); i++) {
        assertThat(records.get(i)).isEqualTo(sent.get(i));
      }
    }
  }

  @Test
  void recordsKeptBySomebodyStayAsTheyWere() throws Exception {
    List<KeptRecord> kept = new ArrayList<>();
    List<byte[]> sent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      byte[] record = bytes(5000, i);
      sent.add(record);
      give(framed(record, 3000));
      while (decoder.next()) {
        ByteBuffer view = decoder.record();
        kept.add(new KeptRecord(decoder.held().buf, view.duplicate(), () -> {}));
        decoder.done();
      }
      decoder.rest(i % 3 == 0);
    }
    for (int i = 0; i < kept.size(); i++) {
      byte[] got = new byte[5000];
      kept.get(i).bytes().get(got);
      assertThat(got).isEqualTo(sent.get(i));
      kept.get(i).release();
    }
    assertThat(kept).hasSize(200);
  }

  @Test
  void tooLongARecordIsRefusedByItsMark() throws Exception {
    give(ByteBuffer.allocate(4).putInt((1 << 20) + 1 | LAST).array());
    assertThatThrownBy(decoder::next).isInstanceOf(ErrnoException.class);
  }

  @Test
  void hugeLengthIsRefused() throws Exception {
    give(ByteBuffer.allocate(4).putInt(-1).array());
    assertThatThrownBy(decoder::next).isInstanceOf(ErrnoException.class);
  }

  @Test
  void fragmentsThatAddUpToTooMuchAreRefused() {
    byte[] half = bytes(600 << 10, 1);
    assertThatThrownBy(
            () -> {
              give(ByteBuffer.allocate(4).putInt(half.length).array());
              feed(half, 10_000);
              give(ByteBuffer.allocate(4).putInt(half.length).array());
              decoder.next();
            })
        .isInstanceOf(ErrnoException.class);
  }

  @Test
  void endlessEmptyFragmentsAreRefused() {
    assertThatThrownBy(() -> feed(new byte[4 * (limits.maxFragments() + 2)], 64))
        .isInstanceOf(ErrnoException.class);
  }

  @Test
  void claimedLengthTakesNoMemory() throws Exception {
    long before = SegmentStash.bytesInUse();
    give(ByteBuffer.allocate(4).putInt(1 << 20 | LAST).array());
    assertThat(decoder.next()).isFalse();
    decoder.rest(false);
    // What the stash keeps at hand is the only other memory.
    stash.end();
    assertThat(SegmentStash.bytesInUse() - before).isLessThan(16 << 10);
    assertThat(decoder.partial()).isTrue();
  }

  @Test
  void nothingIsHeldWhenNothingIsPending() throws Exception {
    long before = SegmentStash.bytesInUse();
    feed(framed(bytes(3000, 1), 3000), 100);
    decoder.rest(false);
    stash.end();
    assertThat(SegmentStash.bytesInUse()).isEqualTo(before);
  }

  private void feed(byte[] wire, int piece) throws ErrnoException {
    for (int at = 0; at < wire.length; at += piece) {
      give(Arrays.copyOfRange(wire, at, Math.min(wire.length, at + piece)));
      take();
      decoder.rest(false);
    }
  }

  private void take() throws ErrnoException {
    while (decoder.next()) {
      ByteBuffer view = decoder.record();
      byte[] record = new byte[view.remaining()];
      view.get(record);
      records.add(record);
      decoder.done();
    }
  }

  /// As reads would: as much at a time as the decoder has room for.
  private void give(byte[] wire) throws ErrnoException {
    int at = 0;
    while (at < wire.length) {
      ByteBuf room = decoder.room();
      assertThat(room.writableBytes()).isPositive();
      int count = Math.min(room.writableBytes(), wire.length - at);
      room.writeBytes(wire, at, count);
      decoder.received();
      at += count;
      if (at < wire.length) {
        take();
      }
    }
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] framed(byte[] record, int fragment) {
    ByteBuffer wire = ByteBuffer.allocate(record.length + 4 * (record.length / fragment + 2));
    int at = 0;
    do {
      int count = Math.min(fragment, record.length - at);
      boolean last = at + count == record.length;
      wire.putInt(count | (last ? LAST : 0)).put(record, at, count);
      at += count;
    } while (at < record.length);
    return Arrays.copyOf(wire.array(), wire.position());
  }
}

package dev.byway.net;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byway.base.ErrnoException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The first byte says how much comes at a time, the rest is what comes. Whatever it is, the same
/// records come out as of the simplest decoder there can be, and it is refused where that one does.
class RecordDecoderFuzzTest {
  private static final int MAX_RECORD = 5000;
  private static final Limits LIMITS = Limits.DEFAULT.withMaxRecord(MAX_RECORD);

  @FuzzTest(maxDuration = "20s")
  void decode(byte[] input) {
    if (input.length > 0) {
      byte[] stream = Arrays.copyOfRange(input, 1, input.length);
      Outcome simple = simply(stream);
      Outcome real = inPieces(stream, 1 + (input[0] & 0xff));
      if (real.refused != simple.refused || !same(real.records, simple.records)) {
        throw new AssertionError(real + " instead of " + simple);
      }
    }
  }

  private record Outcome(List<byte[]> records, boolean refused) {}

  private static boolean same(List<byte[]> some, List<byte[]> others) {
    return Arrays.deepEquals(some.toArray(), others.toArray());
  }

  private static Outcome simply(byte[] stream) {
    List<byte[]> records = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(stream);
    ByteBuffer record = ByteBuffer.allocate(MAX_RECORD);
    int fragments = 0;
    while (in.remaining() >= Integer.BYTES) {
      int mark = in.getInt();
      int length = mark & Integer.MAX_VALUE;
      fragments++;
      if (length > record.remaining() || fragments > LIMITS.maxFragments()) {
        return new Outcome(records, true);
      }
      if (length > in.remaining()) {
        break;
      }
      record.put(in.slice(in.position(), length));
      in.position(in.position() + length);
      if (mark < 0) {
        records.add(Arrays.copyOf(record.array(), record.position()));
        record.clear();
        fragments = 0;
      }
    }
    return new Outcome(records, false);
  }

  private static Outcome inPieces(byte[] stream, int piece) {
    SegmentStash stash = new SegmentStash(1 << 20);
    RecordDecoder decoder = new RecordDecoder(Framing.RECORD_MARKING, LIMITS, stash);
    List<byte[]> records = new ArrayList<>();
    try {
      for (int at = 0; at < stream.length; ) {
        ByteBuf room = decoder.room();
        int count = Math.min(piece, Math.min(room.writableBytes(), stream.length - at));
        room.writeBytes(stream, at, count);
        decoder.received();
        at += count;
        while (decoder.next()) {
          ByteBuffer view = decoder.record();
          byte[] record = new byte[view.remaining()];
          view.get(record);
          records.add(record);
          decoder.done();
        }
        decoder.rest(piece % 2 == 0);
      }
      return new Outcome(records, false);
    } catch (ErrnoException refused) {
      return new Outcome(records, true);
    } finally {
      decoder.end();
      stash.end();
    }
  }
}

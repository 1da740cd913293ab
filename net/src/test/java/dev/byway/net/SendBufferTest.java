package dev.byway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledDirectByteBuf;
import org.junit.jupiter.api.Test;

class SendBufferTest {
  /// Has memory until it is told that there is none.
  private static final class Scarce extends AbstractByteBufAllocator {
    private boolean exhausted;

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
      if (exhausted) {
        throw new OutOfMemoryError("as the test wants it");
      }
      return new UnpooledDirectByteBuf(this, initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isDirectBufferPooled() {
      return false;
    }
  }

  /// It would write over what somebody else receives.
  @Test
  void memoryGivenBackIsNotUsedWhenThereIsNoOther() {
    Scarce memory = new Scarce();
    SegmentStash stash = new SegmentStash(1 << 20, memory);
    SendBuffer out = new SendBuffer(stash);
    out.begin(100).putInt(1);
    out.finish();
    out.take().release();

    memory.exhausted = true;
    assertThatThrownBy(() -> out.begin(1 << 20)).isInstanceOf(OutOfMemoryError.class);
    memory.exhausted = false;

    Segment others = stash.take(100);
    assertThat(out.begin(100)).isNotSameAs(others.view);
    others.release();
    out.end();
  }
}

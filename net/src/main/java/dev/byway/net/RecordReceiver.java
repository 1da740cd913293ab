package dev.byway.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import java.util.function.BooleanSupplier;

/// Lets Netty read straight into a connection's decoder's memory, a few times for each event so
/// that other connections get their turn.
final class RecordReceiver implements RecvByteBufAllocator.ExtendedHandle {
  private static final int READS_PER_EVENT = 4;

  private final RecordDecoder decoder;
  private final BooleanSupplier enough;
  private int reads;
  private int last;
  private int attempted;

  RecordReceiver(RecordDecoder decoder, BooleanSupplier enough) {
    this.decoder = decoder;
    this.enough = enough;
  }

  @Override
  public ByteBuf allocate(ByteBufAllocator allocator) {
    return decoder.room().retain();
  }

  @Override
  public int guess() {
    return SegmentStash.USUAL;
  }

  @Override
  public void reset(ChannelConfig config) {
    reads = 0;
  }

  @Override
  public void incMessagesRead(int count) {
    reads += count;
  }

  @Override
  public void lastBytesRead(int bytes) {
    last = bytes;
  }

  @Override
  public int lastBytesRead() {
    return last;
  }

  @Override
  public void attemptedBytesRead(int bytes) {
    attempted = bytes;
  }

  @Override
  public int attemptedBytesRead() {
    return attempted;
  }

  @Override
  public boolean continueReading() {
    return reads < READS_PER_EVENT && last > 0 && last == attempted && !enough.getAsBoolean();
  }

  @Override
  public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
    return reads < READS_PER_EVENT && last > 0 && maybeMoreData.get() && !enough.getAsBoolean();
  }

  @Override
  public void readComplete() {}
}

package dev.byway.net;

import java.nio.ByteBuffer;

/// A record that outlives the call that brought it. Counts as in flight until it is released, once,
/// by any thread.
public final class KeptRecord {
  private final RecordConnection connection;
  private final Segment segment;
  private final ByteBuffer bytes;

  KeptRecord(RecordConnection connection, Segment segment, int position, int limit) {
    this.connection = connection;
    this.segment = segment;
    this.bytes = segment.view.duplicate().limit(limit).position(position);
    segment.buf.retain();
  }

  /// The record from position to limit, a view of its own.
  public ByteBuffer bytes() {
    return bytes;
  }

  public void release() {
    segment.release();
    connection.released();
  }
}

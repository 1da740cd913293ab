package dev.byway.net;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Where messages are made before they are sent: each is written in place behind its mark
/// ([Framing]), one after the other, so that many small ones leave in one piece. When all that
/// was taken has been sent, the same memory is used again.
///
/// One thread at a time. Use: [#fits] or [#take] first, [#begin], write, [#finish] or [#abandon].
public final class SendBuffer {
  /// What stands before each message on a stream.
  public static final int MARK = 4;

  private final SegmentStash stash;
  private @Nullable Segment segment;

  /// Finished messages not taken yet are `start` to `end`.
  private int start;

  private int end;

  /// With memory of its own.
  public SendBuffer() {
    this(new SegmentStash(SegmentStash.USUAL * 2));
  }

  SendBuffer(SegmentStash stash) {
    this.stash = stash;
  }

  /// Bytes of finished messages, with their marks.
  public int pending() {
    return end - start;
  }

  /// Whether a message of up to `bytes` can be begun now; otherwise [#take] what is there first.
  public boolean fits(int bytes) {
    return end == start || segment == null || segment.capacity() - end >= MARK + bytes;
  }

  /// Begins a message.
  ///
  /// @param bytes longest it can become
  /// @return this buffer's one view: direct, at the first byte of the message, limited to `bytes`
  public ByteBuffer begin(int bytes) {
    Segment now = segment;
    int need = MARK + bytes;
    if (now == null || now.capacity() - end < need || end == start) {
      now = room(now, need);
    }
    return now.view.limit(end + need).position(end + MARK);
  }

  /// With nothing pending, starts again at the front or takes other memory.
  private Segment room(@Nullable Segment old, int need) {
    if (end != start) {
      throw new IllegalStateException("take what is finished first");
    }
    if (old != null) {
      if (old.unshared() && old.capacity() >= need) {
        start = 0;
        end = 0;
        return old;
      }
      if (old.capacity() - end >= need) {
        return old;
      }
      segment = null; // not ours any more, also when there is no other to be had
      stash.give(old);
    }
    start = 0;
    end = 0;
    Segment now = stash.take(need);
    segment = now;
    return now;
  }

  /// Ends a message of RPC, as [#finish(Framing)].
  public int finish() {
    return finish(Framing.RECORD_MARKING);
  }

  /// Ends the message at the view's position, and writes its mark.
  ///
  /// @return the message's length, without the mark
  public int finish(Framing framing) {
    ByteBuffer view = view();
    int length = view.position() - end - MARK;
    view.putInt(end, framing.mark(length));
    end = view.position();
    return length;
  }

  /// The message that was begun shall not be.
  public void abandon() {
    view().limit(end).position(end);
  }

  /// A view of the last `length` bytes of the message last finished, for those who look on.
  public ByteBuffer last(int length) {
    return view().slice(end - length, length).asReadOnlyBuffer();
  }

  private ByteBuffer view() {
    if (segment == null) {
      throw new IllegalStateException("nothing begun");
    }
    return segment.view;
  }

  /// The finished messages with their marks, for the caller to send and release; not to be called
  /// when nothing is [#pending].
  public ByteBuf take() {
    Segment now = segment;
    if (now == null || end == start) {
      throw new IllegalStateException("nothing finished");
    }
    ByteBuf messages = now.buf.retainedSlice(start, end - start);
    start = end;
    return messages;
  }

  /// Gives its memory back: its thread has ended.
  public void end() {
    Segment now = segment;
    if (now != null) {
      segment = null;
      now.release();
    }
    stash.end();
  }
}

package dev.byway.net;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// [Framing], the receiving side: bytes go in as they come, whole records come
/// out, each in one piece of memory. The usual record, one fragment, is not moved; the head of one
/// that does not fit where it began is copied once; further fragments move up by their marks.
///
/// Memory is taken in proportion to what the peer sent or has sent before, never because of a
/// length it claims.
final class RecordDecoder {
  private static final int MARK = 4;

  /// No read is begun with less room than this.
  private static final int MIN_ROOM = 8 << 10;

  /// Up to so much of an unfinished record is kept in memory of its own size between reads.
  private static final int SMALL_REST = 2 << 10;

  private final Framing framing;
  private final Limits limits;
  private final SegmentStash stash;
  private @Nullable Segment segment;

  /// Bytes of the segment: received up to `end`, looked at up to `raw`.
  private int end;

  private int raw;

  /// The record in progress, without marks, is `start` to `filled`; -1 when there is none.
  private int start = -1;

  private int filled;
  private int fragmentLeft;
  private boolean lastFragment;
  private int fragments;

  /// Decaying maximum of record lengths: what the next one may need.
  private int expected;

  RecordDecoder(Framing framing, Limits limits, SegmentStash stash) {
    this.framing = framing;
    this.limits = limits;
    this.stash = stash;
  }

  /// The buffer for the next read: its writer index is where bytes go, and [#received] wants to be
  /// told. The buffer stays the decoder's.
  ByteBuf room() {
    Segment now = segment;
    if (now == null) {
      now = fresh(expected);
    } else if (now.capacity() - end < roomWanted()) {
      now = roomier(now);
    }
    now.buf.setIndex(end, end);
    return now.buf;
  }

  private int roomWanted() {
    if (start >= 0) {
      return Math.min(fragmentLeft, Math.max(MIN_ROOM, Math.max(expected, filled - start))) + MARK;
    }
    return Math.max(MIN_ROOM, expected + MARK);
  }

  /// Moves what is not done yet to where there is room for the rest.
  private Segment roomier(Segment old) {
    int from = start >= 0 ? start : raw;
    int length = end - from;
    int need = length + roomWanted();
    if (old.unshared() && need <= old.capacity()) {
      old.view.put(0, old.view, from, length);
      moved(from);
      return old;
    }
    Segment now = fresh(need);
    now.view.put(0, old.view, from, length);
    moved(from);
    stash.give(old);
    return now;
  }

  private Segment fresh(int bytes) {
    // The slack takes the beginning of the record after a large one.
    Segment now = stash.take(bytes + MARK + 1024);
    segment = now;
    return now;
  }

  private void moved(int by) {
    end -= by;
    raw -= by;
    if (start >= 0) {
      start -= by;
      filled -= by;
    }
  }

  /// Bytes were written to [#room] up to its writer index.
  void received() {
    end = held().buf.writerIndex();
  }

  /// Looks for the next whole record.
  ///
  /// @return whether there is one: [#record] is it, until [#done]
  /// @throws ErrnoException EMSGSIZE too long or in too many pieces: the stream is lost
  boolean next() throws ErrnoException {
    while (true) {
      if (fragmentLeft == 0 && !mark()) {
        return false;
      }
      int length = Math.min(fragmentLeft, end - raw);
      if (filled != raw && length > 0) {
        ByteBuffer view = held().view;
        view.put(filled, view, raw, length);
      }
      filled += length;
      raw += length;
      fragmentLeft -= length;
      if (fragmentLeft > 0) {
        return false;
      }
      if (lastFragment) {
        return true;
      }
    }
  }

  private boolean mark() throws ErrnoException {
    if (end - raw < MARK) {
      return false;
    }
    int mark = held().view.getInt(raw);
    raw += MARK;
    lastFragment = framing.isLast(mark);
    fragmentLeft = framing.length(mark);
    if (start < 0) {
      start = raw;
      filled = raw;
      fragments = 0;
    }
    fragments++;
    if (fragments > limits.maxFragments()
        || filled - start + (long) fragmentLeft > limits.maxRecord()) {
      throw Errno.EMSGSIZE.exception();
    }
    return true;
  }

  /// The whole record, from position to limit of the segment's one view.
  ByteBuffer record() {
    return held().view.limit(filled).position(start);
  }

  /// The segment that [#record] lies in.
  Segment held() {
    Segment now = segment;
    if (now == null) {
      throw new IllegalStateException("nothing received");
    }
    return now;
  }

  /// The record is done with, or whoever goes on with it has retained the segment.
  void done() {
    int length = filled - start;
    expected = Math.max(length, expected - (expected >> 4));
    start = -1;
    Segment now = held();
    now.view.clear();
    if (raw == end && now.unshared()) {
      raw = 0;
      end = 0;
    }
  }

  /// The reader pauses: gives back memory that is not needed until more comes.
  ///
  /// @param tight memory is short: copy rather than hold more than is filled
  void rest(boolean tight) {
    Segment now = segment;
    if (now == null) {
      return;
    }
    int from = start >= 0 ? start : raw;
    int length = end - from;
    if (length == 0 && start < 0) {
      segment = null;
      raw = 0;
      end = 0;
      stash.give(now);
    } else if (length <= (tight ? now.capacity() / 2 : SMALL_REST)
        && now.capacity() > 2 * SMALL_REST) {
      Segment small = stash.small(Math.max(SMALL_REST, length));
      small.view.put(0, now.view, from, length);
      moved(from);
      segment = small;
      stash.give(now);
    }
  }

  /// Whether a record has begun and is not whole yet.
  boolean partial() {
    return start >= 0 || raw != end;
  }

  /// Lets go of all memory; nothing may be called after.
  void end() {
    if (segment != null) {
      segment.release();
      segment = null;
    }
  }
}

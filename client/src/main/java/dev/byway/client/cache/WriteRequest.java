package dev.byway.client.cache;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.AsyncFile;
import dev.byway.vfs.Change;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Neighbouring dirty bytes on their way to the room below, copied, so that they can be written
/// again meanwhile.
final class WriteRequest {
  /// @param since stamp of the oldest write in it
  record Piece(Page page, int from, int to, long since) {}

  final List<Piece> pieces = new ArrayList<>();
  final List<Change> changes = new ArrayList<>(1);
  final Writer writer;
  final long offset;
  final ByteBuffer buffer;

  /// The outcome.
  @Nullable ErrnoException failure;

  boolean stable = true;
  long verifier;

  /// Not all of it is below, or the room there was started again in the middle: all of it must be
  /// written again.
  boolean torn;

  WriteRequest(Writer writer, long offset, ByteBuffer buffer) {
    this.writer = writer;
    this.offset = offset;
    this.buffer = buffer;
  }

  /// The offset after its last byte.
  long end() {
    return offset + buffer.position();
  }

  void add(Page page, int from, int to, long since) {
    pieces.add(new Piece(page, from, to, since));
    buffer.put(buffer.position(), page.memory, page.base + from, to - from);
    buffer.position(buffer.position() + to - from);
  }

  /// Begins to send it, without waiting for it to be done.
  ///
  /// @param whenDone called once, by any thread, when the outcome is there
  /// @throws ErrnoException as [AsyncFile#beginWrite]: then it was not begun
  void begin(AsyncFile file, Runnable whenDone) throws ErrnoException {
    buffer.flip();
    boolean begun = false;
    try {
      file.beginWrite(
          writer.caller(),
          buffer,
          offset,
          Stability.UNSTABLE,
          done -> {
            take(done);
            whenDone.run();
          });
      begun = true;
    } finally {
      if (!begun) {
        buffer.position(buffer.limit());
      }
    }
  }

  private void take(AsyncFile.Transfer<Written> done) {
    try {
      Written written = done.result();
      changes.add(written.change());
      stable = written.committed() != Stability.UNSTABLE;
      verifier = written.verifier();
      torn = written.count() < buffer.remaining();
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EAGAIN) {
        torn = true; // again, by who waits
      } else {
        failure = e;
      }
    }
    buffer.position(buffer.limit());
  }

  void send(Stability stability) {
    buffer.flip();
    try {
      boolean first = true;
      while (buffer.hasRemaining()) {
        Written written =
            writer
                .handle()
                .file
                .write(writer.caller(), buffer, offset + buffer.position(), stability);
        if (written.count() == 0) {
          throw Errno.EIO.exception("a write that writes nothing");
        }
        changes.add(written.change());
        stable &= written.committed() != Stability.UNSTABLE;
        torn |= !first && verifier != written.verifier();
        verifier = written.verifier();
        first = false;
      }
    } catch (ErrnoException e) {
      failure = e;
    } catch (RuntimeException e) { // whatever it is, those who wait must hear of it
      failure = Errno.EIO.exception(e.toString());
    }
    torn &= !stable;
  }
}

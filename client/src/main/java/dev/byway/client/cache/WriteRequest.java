package dev.byway.client.cache;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
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

  /// The room below was started again in the middle: all of it must be written again.
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

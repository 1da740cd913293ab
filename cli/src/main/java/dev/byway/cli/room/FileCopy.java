package dev.byway.cli.room;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Copies regular files between rooms, several pieces of one file at a time. A file gets its name
/// when all of it is on stable storage: until then it has a temporary one, so nobody ever sees half
/// of it, and what was there before stays there when the copy fails.
public final class FileCopy implements AutoCloseable {
  private static final int PIECE = 1 << 20;
  private static final int WORKERS = 4;

  /// Bytes that a room copies at once, by itself.
  private static final long IN_ROOM = 64 << 20;

  /// The mode's bits by which a program runs as its owner: the copy has another one.
  private static final int SET_ID = 06000;

  private final LongConsumer progress;
  private final boolean preserve;
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          WORKERS, Thread.ofPlatform().daemon().name("copy-", 0).factory());
  private final ThreadLocal<ByteBuffer> buffers =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(PIECE));

  /// @param progress gets the size of each piece that was copied; called by several threads
  /// @param preserve also copy times and owner
  public FileCopy(LongConsumer progress, boolean preserve) {
    this.progress = progress;
    this.preserve = preserve;
  }

  /// Copies a file to a name in a directory, over what may be there.
  ///
  /// @param directory a place that is a directory
  public void copy(Place from, Entry source, Place to, Node directory, Name name)
      throws IOException {
    Name temporary = temporary(name);
    boolean complete = false;
    try {
      try (OpenFile in = from.vfs().open(from.caller(), source.node(), OpenHow.READ)) {
        fill(from, in, to, directory, temporary, source.attributes());
      }
      to.vfs().rename(to.caller(), directory, temporary, directory, name);
      complete = true;
    } finally {
      if (!complete) {
        removeQuietly(to, directory, temporary);
      }
    }
  }

  private void fill(
      Place from, OpenFile in, Place to, Node directory, Name name, Attributes attributes)
      throws IOException {
    Created created =
        to.vfs()
            .create(
                to.caller(),
                directory,
                name,
                new CreateHow.Guarded(SetAttributes.ofMode(0600)),
                OpenHow.WRITE);
    try (OpenFile out = Objects.requireNonNull(created.file())) {
      long verifier = pieces(from, in, to, out, attributes.size());
      if (out.commit(to.caller(), 0, 0) != verifier) {
        throw Errno.EIO.exception("the server restarted during the copy, try again");
      }
      out.setattr(to.caller(), SetAttributes.ofMode(attributes.mode() & 01777));
      if (preserve) {
        preserve(to, created.entry().node(), attributes);
      }
    }
  }

  /// Copies every byte: the threads take piece after piece, until one finds the end.
  ///
  /// @return the write verifier that all of them saw
  private long pieces(Place from, OpenFile in, Place to, OpenFile out, long size)
      throws IOException {
    var verifier = new VerifierWatch();
    AtomicLong next = new AtomicLong(inRoom(from, in, to, out, verifier));
    long count = Math.clamp(size / PIECE, 1, WORKERS);
    List<Future<?>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(
          workers.submit(
              () -> {
                while (piece(from, in, to, out, next.getAndAdd(PIECE), verifier)) {
                  // the next one
                }
                return null;
              }));
    }
    IOException failure = null;
    for (Future<?> part : parts) {
      try {
        part.get();
      } catch (ExecutionException e) {
        next.set(Long.MAX_VALUE / 2);
        failure = e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure = new IOException("interrupted", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
    return verifier.value(out, to);
  }

  /// Has the room of both files copy, as far as it can.
  ///
  /// @return bytes copied
  private long inRoom(Place from, OpenFile in, Place to, OpenFile out, VerifierWatch verifier)
      throws ErrnoException {
    long done = 0;
    if (from.vfs() != to.vfs() || !to.vfs().capabilities().has(Feature.COPY_FILE_RANGE)) {
      return done;
    }
    try {
      int last;
      do {
        Written written = in.copyFileRange(to.caller(), done, out, done, IN_ROOM);
        verifier.saw(written.verifier());
        last = written.count();
        done += last;
        progress.accept(last);
      } while (last > 0);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOTSUP && e.errno() != Errno.EXDEV) {
        throw e;
      }
    }
    return done;
  }

  /// @return false at the end of the file
  private boolean piece(
      Place from, OpenFile in, Place to, OpenFile out, long start, VerifierWatch verifier)
      throws ErrnoException {
    ByteBuffer buffer = buffers.get().clear();
    int read = 1;
    while (buffer.hasRemaining() && read > 0) {
      read = in.read(from.caller(), buffer, start + buffer.position());
    }
    buffer.flip();
    long at = start;
    while (buffer.hasRemaining()) {
      var written = out.write(to.caller(), buffer, at, Stability.UNSTABLE);
      verifier.saw(written.verifier());
      at += written.count();
      progress.accept(written.count());
    }
    return read > 0;
  }

  /// Times, and the owner where this is allowed: as `cp -p` does. Set-id bits come only with the
  /// owner.
  static void preserve(Place to, Node node, Attributes attributes) throws ErrnoException {
    SetAttributes owner = SetAttributes.NONE.withUid(attributes.uid()).withGid(attributes.gid());
    int mode = attributes.mode();
    try {
      to.vfs().setattr(to.caller(), node, owner, null, false);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EPERM && e.errno() != Errno.ENOTSUP && e.errno() != Errno.EINVAL) {
        throw e;
      }
      mode &= ~SET_ID;
    }
    // A change of owner drops the set-id bits, so the mode comes again, and the times last.
    to.vfs()
        .setattr(
            to.caller(),
            node,
            SetAttributes.ofMode(mode)
                .withAtime(new SetAttributes.SetTime.At(attributes.atime()))
                .withMtime(new SetAttributes.SetTime.At(attributes.mtime())),
            null,
            false);
  }

  private static Name temporary(Name name) throws ErrnoException {
    byte[] unique = new byte[6];
    ThreadLocalRandom.current().nextBytes(unique);
    String shown = name.toString();
    String start = shown.substring(0, Math.min(40, shown.length())).replaceAll("[^\\w.-]", "_");
    return Name.of("." + start + ".byway-" + HexFormat.of().formatHex(unique));
  }

  private static void removeQuietly(Place to, Node directory, Name temporary) {
    try {
      to.vfs().unlink(to.caller(), directory, temporary);
    } catch (ErrnoException e) {
      // It was not made, or cannot be reached: the reason of the failure tells more.
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }

  /// Notices a server that restarted: what it had not yet on stable storage may be gone.
  private static final class VerifierWatch {
    private boolean any;
    private long first;
    private boolean changed;

    synchronized void saw(long verifier) {
      changed |= any && verifier != first;
      first = any ? first : verifier;
      any = true;
    }

    synchronized long value(OpenFile out, Place to) throws ErrnoException {
      if (changed) {
        throw Errno.EIO.exception("the server restarted during the copy, try again");
      }
      return any ? first : out.commit(to.caller(), 0, 0);
    }
  }
}

package dev.byway.client.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.rpc.RpcCall;
import dev.byway.client.rpc.RpcClient;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.nfs3.Write3;
import dev.byway.wire.rpc.OpaqueAuth;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Reads and writes of any length, in pieces that the server takes, several of them under way at
/// once; what the server does only in part is asked for again.
final class Striped {
  /// Pieces under way at once.
  private static final int DEPTH = 8;

  /// How often a write is made again because the server was restarted in the middle of it.
  private static final int REWRITES_MAX = 10;

  private record Piece<C extends RpcCall>(RpcClient.Sent sent, C call) {}

  private final Nfs3Client client;
  private final FileHandle3 file;

  Striped(Nfs3Client client, FileHandle3 file) {
    this.client = client;
    this.file = file;
  }

  /// As [dev.byway.vfs.OpenFile#read]; the position moves only by what was read without a gap.
  int read(Caller caller, ByteBuffer dst, long offset, int piece) throws ErrnoException {
    OpaqueAuth credential = client.credential(caller);
    ArrayDeque<Piece<ReadCall>> under = new ArrayDeque<>();
    int start = dst.position();
    int end = dst.limit();
    int sent = start;
    int done = start;
    long jukebox = Jukebox.FIRST_NANOS;
    try {
      while (done < end) {
        while (sent < end && under.size() < DEPTH) {
          ByteBuffer slice = dst.slice(sent, Math.min(piece, end - sent));
          ReadCall call = new ReadCall(credential, file, offset + sent - start, slice);
          under.add(new Piece<>(client.rpc().send(call), call));
          sent += slice.limit();
        }
        Piece<ReadCall> next = under.remove();
        ReadCall call = next.call;
        finish(next);
        if (call.status() == NfsStat3.NFS3ERR_JUKEBOX) {
          jukebox = Jukebox.pause(jukebox);
          drain(under);
          sent = done;
          continue;
        }
        if (call.status() != NfsStat3.NFS3_OK) {
          throw NfsStat3Errno.exception(call.status());
        }
        done += call.count();
        if (call.eof()) {
          break;
        }
        if (call.count() < call.asked()) { // a gap: begin again where it is
          drain(under);
          sent = done;
        }
      }
    } finally {
      drain(under);
    }
    dst.position(done);
    return done - start;
  }

  /// As [dev.byway.vfs.OpenFile#write], all of it.
  Written write(Caller caller, ByteBuffer src, long offset, Stability stability, int piece)
      throws ErrnoException {
    int start = src.position();
    for (int i = 0; i < REWRITES_MAX; i++) {
      Written written = writeOnce(caller, src, offset, stability, piece);
      if (written != null) {
        src.position(start + written.count());
        return written;
      }
    }
    throw Errno.EIO.exception("the server was restarted again and again");
  }

  /// @return null when the verifier changed in between, so that unstable data may be lost
  private @Nullable Written writeOnce(
      Caller caller, ByteBuffer src, long offset, Stability stability, int piece)
      throws ErrnoException {
    OpaqueAuth credential = client.credential(caller);
    ArrayDeque<Piece<WriteCall>> under = new ArrayDeque<>();
    int start = src.position();
    int end = src.limit();
    int sent = start;
    int done = start;
    long jukebox = Jukebox.FIRST_NANOS;
    Written sum = null;
    try {
      while (done < end) {
        while (sent < end && under.size() < DEPTH) {
          int count = Math.min(piece, end - sent);
          ByteBuffer slice = count == src.remaining() ? src : src.slice(sent, count);
          WriteCall call =
              new WriteCall(
                  credential, file, offset + sent - start, Attributes3.stable(stability), slice);
          under.add(new Piece<>(client.rpc().send(call), call));
          sent += count;
        }
        Piece<WriteCall> next = under.remove();
        finish(next);
        if (next.call.result().status() == NfsStat3.NFS3ERR_JUKEBOX) {
          jukebox = Jukebox.pause(jukebox);
          drain(under);
          sent = done;
          continue;
        }
        Written written = written(next.call.result());
        if (sum != null && lost(sum, written)) {
          return null;
        }
        sum = sum == null ? written : join(sum, written);
        done += written.count();
        if (written.count() < next.call.asked()) { // a gap: begin again where it is
          if (written.count() == 0) {
            throw Errno.EIO.exception("the server writes nothing");
          }
          drain(under);
          sent = done;
        }
      }
    } finally {
      drain(under);
    }
    return sum;
  }

  private static boolean lost(Written before, Written now) {
    return before.verifier() != now.verifier()
        && (before.committed() == Stability.UNSTABLE || now.committed() == Stability.UNSTABLE);
  }

  static Written written(Write3.Res result) throws ErrnoException {
    return switch (result) {
      case Write3.Res.Ok ok ->
          new Written(
              ok.count(),
              Attributes3.stability(ok.committed()),
              Attributes3.change(ok.fileWcc()),
              ok.verf());
      case Write3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  private static Written join(Written a, Written b) {
    Stability committed =
        a.committed().compareTo(b.committed()) < 0 ? a.committed() : b.committed();
    Attributes before = a.change().before();
    return new Written(
        a.count() + b.count(),
        committed,
        new Change(before, b.change().after(), false),
        b.verifier());
  }

  private static void finish(Piece<?> piece) throws ErrnoException {
    piece.sent.await();
  }

  /// Waits for what is under way, as its buffers belong to the caller again afterwards.
  private static void drain(ArrayDeque<? extends Piece<?>> under) {
    for (Piece<?> piece : under) {
      try {
        piece.sent.await();
      } catch (ErrnoException e) {
        // it is asked for again, or an earlier failure is being thrown
      }
    }
    under.clear();
  }
}

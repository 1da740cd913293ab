package dev.byway.client.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import dev.byway.wire.ninep.Attributes9;
import dev.byway.wire.ninep.Data9;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/// An open fid. Dies with its connection.
final class NinepFile implements OpenFile {
  private final NinepNode node;
  private final OpenHow how;
  private final NinepLink link;
  private final int fid;
  private final AtomicBoolean closed = new AtomicBoolean();

  NinepFile(NinepNode node, OpenHow how, NinepLink link, int fid) {
    this.node = node;
    this.how = how;
    this.link = link;
    this.fid = fid;
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public OpenHow how() {
    return how;
  }

  private void check(Caller caller) throws ErrnoException {
    if (closed.get() || node.room().isClosed()) {
      throw Errno.EBADF.exception();
    }
    NinepVfs.requirePatience(caller);
  }

  @Override
  public int read(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
    check(caller);
    if (!how.read()) {
      throw Errno.EBADF.exception();
    }
    if (offset < 0) {
      throw Errno.EINVAL.exception();
    }
    int start = dst.position();
    int limit = dst.limit();
    boolean end = false;
    try {
      while (!end && dst.position() < limit) {
        int piece = Math.min(limit - dst.position(), link.maxData());
        int before = dst.position();
        dst.limit(before + piece);
        link.call(new Data9.Tread(fid, offset + before - start, piece), dst);
        end = dst.position() - before < piece;
      }
    } finally {
      dst.limit(limit);
    }
    return dst.position() - start;
  }

  @Override
  public Written write(Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    check(caller);
    if (!how.write()) {
      throw Errno.EBADF.exception();
    }
    if (offset < 0) {
      throw Errno.EINVAL.exception();
    }
    int start = src.position();
    while (src.hasRemaining()) {
      int piece = Math.min(src.remaining(), link.maxData());
      ByteBuffer data = src.slice(src.position(), piece);
      var write = new Data9.Twrite(fid, offset + src.position() - start, data);
      int count;
      try {
        count = ((Data9.Rwrite) link.call(write)).count();
      } catch (ErrnoException e) {
        if (src.position() > start) {
          break; // what was written counts; the next write meets the failure again
        }
        throw e;
      }
      if (count < 0 || count > piece) {
        throw Errno.EPROTO.exception();
      }
      src.position(src.position() + count);
      if (count < piece) {
        break;
      }
    }
    if (stability != Stability.UNSTABLE) {
      link.call(new Data9.Tfsync(fid, 0));
    }
    return new Written(src.position() - start, stability, Change.UNKNOWN, verifier());
  }

  /// Another connection is another server, perhaps.
  private long verifier() {
    return System.identityHashCode(link);
  }

  @Override
  public long commit(Caller caller, long offset, long count) throws ErrnoException {
    check(caller);
    if (offset < 0 || count < 0) {
      throw Errno.EINVAL.exception();
    }
    link.call(new Data9.Tfsync(fid, 0));
    return verifier();
  }

  @Override
  public Attributes getattr(Caller caller) throws ErrnoException {
    check(caller);
    var asked = new Attributes9.Tgetattr(fid, NinepVfs.WANTED);
    return Attributes9p.of((Attributes9.Rgetattr) link.call(asked));
  }

  @Override
  public Change setattr(Caller caller, SetAttributes attributes) throws ErrnoException {
    check(caller);
    if (attributes.size() != null && !how.write()) {
      throw Errno.EBADF.exception();
    }
    link.call(Attributes9p.setattr(fid, attributes));
    return Change.UNKNOWN;
  }

  @Override
  public void flush(Caller caller) throws ErrnoException {
    check(caller);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      link.clunkLater(fid);
    }
  }
}

package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.server.state.OpenState;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Copy4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.StableHow4;
import dev.byway.wire.nfs4.Stateid4;
import java.nio.ByteBuffer;

/// COPY, RFC 7862 §15.2: within this server and while the client waits, a bounded part at a time;
/// the client asks for the rest.
final class CopyOperation implements Operation {
  /// Most bytes of one answer.
  private static final long PART = 64 << 20;

  private static final int BUFFER = 1 << 20;

  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Copy4.Args args = Copy4.Args.decode(compound.args());
    if (args.servers() > 0) {
      return NfsStat4.NFS4ERR_NOTSUPP;
    }
    if (args.srcOffset() < 0 || args.dstOffset() < 0 || args.count() < 0) {
      return NfsStat4.NFS4ERR_INVAL;
    }
    if (compound.call().nowait()) {
      throw Errno.EAGAIN.exception();
    }
    OpenFile from = file(compound, compound.saved(), args.srcStateid(), Open4.READ);
    Target target = compound.current();
    target.requireChangeable();
    OpenFile to = file(compound, target, args.dstStateid(), Open4.WRITE);
    if (compound.saved().node().equals(target.node())
        && Math.abs(args.srcOffset() - args.dstOffset()) < args.count()) {
      return NfsStat4.NFS4ERR_INVAL;
    }
    copy(compound, from, to, args).encode(compound.out());
    return NfsStat4.NFS4_OK;
  }

  private static OpenFile file(Compound compound, Target target, Stateid4 stateid, int access)
      throws Nfs4Exception {
    OpenState open = compound.client().state(compound.meant(stateid)).open();
    if (!open.file().node().equals(target.node())) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_BAD_STATEID);
    }
    return access == Open4.READ ? open.reader() : open.writer();
  }

  private static Copy4.Ok copy(Compound compound, OpenFile from, OpenFile to, Copy4.Args args)
      throws ErrnoException, Nfs4Exception {
    long size = from.getattr(compound.saved().caller()).size();
    if (args.srcOffset() > size) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_INVAL);
    }
    long rest = size - args.srcOffset();
    long wanted = Math.min(PART, args.count() == 0 ? rest : Math.min(args.count(), rest));
    Copied copied = new Copied(compound, from, to, args, wanted);
    try {
      copied.inTheRoom();
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOTSUP && e.errno() != Errno.EXDEV || copied.done > 0) {
        throw e;
      }
      copied.byHand();
    }
    long verifier = compound.door().verifier(copied.verifier);
    return new Copy4.Ok(copied.done, StableHow4.UNSTABLE4, verifier, true, true);
  }

  /// How far a copy has come.
  private static final class Copied {
    private final Caller reader;
    private final Caller writer;
    private final OpenFile from;
    private final OpenFile to;
    private final Copy4.Args args;
    private final long wanted;
    private long done;
    private long verifier;

    Copied(Compound compound, OpenFile from, OpenFile to, Copy4.Args args, long wanted)
        throws Nfs4Exception {
      this.reader = compound.saved().caller();
      this.writer = compound.current().caller();
      this.from = from;
      this.to = to;
      this.args = args;
      this.wanted = wanted;
    }

    /// @throws ErrnoException ENOTSUP, EXDEV the room cannot
    void inTheRoom() throws ErrnoException {
      while (done < wanted) {
        Written written =
            from.copyFileRange(
                writer, args.srcOffset() + done, to, args.dstOffset() + done, wanted - done);
        verifier = written.verifier();
        done += written.count();
        if (written.count() == 0) {
          return;
        }
      }
    }

    void byHand() throws ErrnoException {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, wanted));
      while (done < wanted) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), wanted - done));
        if (from.read(reader, buffer, args.srcOffset() + done) == 0) {
          return;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          Written written = to.write(writer, buffer, args.dstOffset() + done, Stability.UNSTABLE);
          done += written.count();
          verifier = written.verifier();
        }
      }
    }
  }
}

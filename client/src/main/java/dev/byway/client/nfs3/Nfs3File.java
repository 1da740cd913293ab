package dev.byway.client.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.rpc.RpcClient;
import dev.byway.client.rpc.SmallCall;
import dev.byway.vfs.AsyncFile;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.vfs.lock.LockWait;
import dev.byway.vfs.lock.LockWaiter;
import dev.byway.wire.nfs3.Commit3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.rpc.OpaqueAuth;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An open file of an NFSv3 server. The server knows nothing of its being open; it checks each READ
/// and WRITE by the caller's credential.
public final class Nfs3File implements AsyncFile {
  private final Nfs3Vfs vfs;
  private final Nfs3Client client;
  private final Nfs3Node node;
  private final OpenHow how;
  private final int rsize;
  private final int wsize;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Attributes atOpen;

  Nfs3File(Nfs3Vfs vfs, Nfs3Client client, Nfs3Node node, OpenHow how) {
    this.vfs = vfs;
    this.client = client;
    this.node = node;
    this.how = how;
    this.rsize = vfs.limits().rsize();
    this.wsize = vfs.limits().wsize();
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public OpenHow how() {
    return how;
  }

  private void check(Caller caller, boolean allowed, long offset) throws ErrnoException {
    if (closed.get() || !allowed) {
      throw Errno.EBADF.exception();
    }
    if (offset < 0) {
      throw Errno.EINVAL.exception();
    }
    Nfs3Client.mayWait(caller);
  }

  @Override
  public int read(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
    check(caller, how.read(), offset);
    if (OneThreadsBuffer.is(dst)) {
      return OneThreadsBuffer.read(this, caller, dst, offset);
    }
    int wanted = dst.remaining();
    if (wanted > rsize) {
      return new Striped(client, node.file()).read(caller, dst, offset, rsize);
    }
    long jukebox = Jukebox.FIRST_NANOS;
    while (dst.hasRemaining()) {
      int done = wanted - dst.remaining();
      ReadCall call = new ReadCall(client.credential(caller), node.file(), offset + done, dst);
      client.rpc().call(call);
      if (call.status() == NfsStat3.NFS3ERR_JUKEBOX) {
        jukebox = Jukebox.pause(jukebox);
      } else if (call.status() != NfsStat3.NFS3_OK) {
        throw NfsStat3Errno.exception(call.status());
      } else if (call.eof()) {
        break;
      }
    }
    return wanted - dst.remaining();
  }

  /// Asks for data without waiting for it: for reading ahead and for several reads at once.
  ///
  /// @param dst filled from its position, at most [Nfs3Vfs.Limits#rsize] bytes of it; belongs to
  ///     the read until [PendingRead#await] has returned
  public PendingRead readAsync(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
    ReadCall call = readCall(caller, dst, offset);
    return new PendingRead(call).sent(client.rpc().send(call));
  }

  @Override
  public PendingRead beginRead(
      Caller caller, ByteBuffer dst, long offset, Consumer<Transfer<Integer>> whenDone)
      throws ErrnoException {
    ReadCall call = readCall(caller, dst, offset);
    PendingRead pending = new PendingRead(call);
    return pending.sent(client.rpc().send(call, () -> whenDone.accept(pending)));
  }

  private ReadCall readCall(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
    check(caller, how.read(), offset);
    if (dst.remaining() > rsize || OneThreadsBuffer.is(dst)) {
      throw Errno.EINVAL.exception(
          "a read at once is at most " + rsize + " bytes, and of no confined arena");
    }
    return new ReadCall(client.credential(caller), node.file(), offset, dst);
  }

  /// A read under way.
  public static final class PendingRead implements Transfer<Integer> {
    private final ReadCall call;
    private RpcClient.@Nullable Sent sent;

    private PendingRead(ReadCall call) {
      this.call = call;
    }

    private PendingRead sent(RpcClient.Sent now) {
      sent = now;
      return this;
    }

    /// Whether [#await] would not wait.
    public boolean isDone() {
      return call.isDone();
    }

    @Override
    public void join() throws ErrnoException {
      Objects.requireNonNull(sent).join();
    }

    /// Waits for the data.
    ///
    /// @return bytes read, perhaps fewer than asked for; 0 at the end of the file
    /// @throws ErrnoException as [Nfs3File#read], and EAGAIN when the server asks to come again
    public int await() throws ErrnoException {
      Objects.requireNonNull(sent).await();
      return result();
    }

    @Override
    public Integer result() throws ErrnoException {
      call.throwFailure();
      if (call.status() != NfsStat3.NFS3_OK) {
        throw NfsStat3Errno.exception(call.status());
      }
      return call.count();
    }
  }

  @Override
  public Written write(Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    check(caller, how.write(), offset);
    vfs.mayChange();
    if (!src.hasRemaining()) {
      return new Written(0, Stability.FILE_SYNC, Change.UNKNOWN, 0);
    }
    if (src.remaining() > Long.MAX_VALUE - offset) {
      throw Errno.EFBIG.exception();
    }
    if (OneThreadsBuffer.is(src)) {
      return OneThreadsBuffer.write(this, caller, src, offset, stability);
    }
    return new Striped(client, node.file()).write(caller, src, offset, stability, wsize);
  }

  /// Sends data without waiting for it to be written.
  ///
  /// @param src at most [Nfs3Vfs.Limits#wsize] bytes; belongs to the write until
  ///     [PendingWrite#await] has returned, and its position stays
  public PendingWrite writeAsync(Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    WriteCall call = writeCall(caller, src, offset, stability);
    return new PendingWrite(call).sent(client.rpc().send(call));
  }

  @Override
  public PendingWrite beginWrite(
      Caller caller,
      ByteBuffer src,
      long offset,
      Stability stability,
      Consumer<Transfer<Written>> whenDone)
      throws ErrnoException {
    WriteCall call = writeCall(caller, src, offset, stability);
    PendingWrite pending = new PendingWrite(call);
    return pending.sent(client.rpc().send(call, () -> whenDone.accept(pending)));
  }

  private WriteCall writeCall(Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    check(caller, how.write(), offset);
    vfs.mayChange();
    if (src.remaining() > wsize || OneThreadsBuffer.is(src)) {
      throw Errno.EINVAL.exception(
          "a write at once is at most " + wsize + " bytes, and of no confined arena");
    }
    OpaqueAuth credential = client.credential(caller);
    return new WriteCall(credential, node.file(), offset, Attributes3.stable(stability), src);
  }

  /// A write under way.
  public static final class PendingWrite implements Transfer<Written> {
    private final WriteCall call;
    private RpcClient.@Nullable Sent sent;

    private PendingWrite(WriteCall call) {
      this.call = call;
    }

    private PendingWrite sent(RpcClient.Sent now) {
      sent = now;
      return this;
    }

    /// Whether [#await] would not wait.
    public boolean isDone() {
      return call.isDone();
    }

    @Override
    public void join() throws ErrnoException {
      Objects.requireNonNull(sent).join();
    }

    /// @throws ErrnoException as [Nfs3File#write], and EAGAIN when the server asks to come again
    public Written await() throws ErrnoException {
      Objects.requireNonNull(sent).await();
      return result();
    }

    @Override
    public Written result() throws ErrnoException {
      call.throwFailure();
      return Striped.written(call.result());
    }
  }

  @Override
  public long commit(Caller caller, long offset, long count) throws ErrnoException {
    Commit3.Args args = commitArgs(caller, offset, count);
    return verifier(
        client.call(
            caller, Nfs3Procedure.COMMIT, args::encode, Commit3.Res::decode, Commit3.Res::status));
  }

  private Commit3.Args commitArgs(Caller caller, long offset, long count) throws ErrnoException {
    check(caller, true, offset);
    if (count < 0) {
      throw Errno.EINVAL.exception();
    }
    int all = count > 0xffff_ffffL ? 0 : (int) count;
    return new Commit3.Args(node.file(), offset, all);
  }

  private static long verifier(Commit3.Res answer) throws ErrnoException {
    return switch (answer) {
      case Commit3.Res.Ok ok -> ok.verf();
      case Commit3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  /// Asks for stable storage without waiting for it.
  ///
  /// @param count as [#commit] has it
  public PendingCommit commitAsync(Caller caller, long offset, long count) throws ErrnoException {
    Commit3.Args args = commitArgs(caller, offset, count);
    SmallCall<Commit3.Res> call =
        client.smallCall(caller, Nfs3Procedure.COMMIT, args::encode, Commit3.Res::decode);
    return new PendingCommit(client.rpc().send(call), call);
  }

  /// A commit under way.
  public static final class PendingCommit {
    private final RpcClient.Sent sent;
    private final SmallCall<Commit3.Res> call;

    private PendingCommit(RpcClient.Sent sent, SmallCall<Commit3.Res> call) {
      this.sent = sent;
      this.call = call;
    }

    /// Whether [#await] would not wait.
    public boolean isDone() {
      return sent.isDone();
    }

    /// @return the write verifier
    /// @throws ErrnoException as [Nfs3File#commit], and EAGAIN when the server asks to come again
    public long await() throws ErrnoException {
      sent.await();
      return verifier(call.result());
    }
  }

  @Override
  public Attributes getattr(Caller caller) throws ErrnoException {
    check(caller, true, 0);
    return vfs.getattrOpen(caller, node);
  }

  @Override
  public @Nullable Attributes attributesAtOpen() {
    return atOpen;
  }

  /// What the server said when it was asked whether it may be opened.
  void openedWith(Attributes attributes) {
    atOpen = attributes;
  }

  @Override
  public Change setattr(Caller caller, SetAttributes attributes) throws ErrnoException {
    check(caller, attributes.size() == null || how.write(), 0);
    return vfs.setattr(caller, node, attributes, null, true);
  }

  @Override
  public @Nullable HeldLock testLock(Caller caller, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    check(caller, true, 0);
    return vfs.locks().test(node, client.credential(caller), owner, kind, range);
  }

  @Override
  public @Nullable HeldLock lock(Caller caller, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    check(caller, kind == LockKind.READ ? how.read() : how.write(), 0);
    return vfs.locks().lock(node, client.credential(caller), owner, kind, range);
  }

  @Override
  public @Nullable LockWait awaitLock(
      Caller caller, LockOwner owner, LockKind kind, ByteRange range, LockWaiter waiter)
      throws ErrnoException {
    check(caller, kind == LockKind.READ ? how.read() : how.write(), 0);
    return vfs.locks().await(node, client.credential(caller), owner, kind, range, waiter);
  }

  @Override
  public void unlock(Caller caller, LockOwner owner, ByteRange range) throws ErrnoException {
    check(caller, true, 0);
    vfs.locks().unlock(node, owner, range);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      vfs.closed(this);
    }
  }

  Nfs3Node file() {
    return node;
  }
}

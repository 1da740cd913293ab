package dev.byway.client.nlm4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockClient;
import dev.byway.vfs.lock.LockGround;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.wire.nlm4.Netobj;
import dev.byway.wire.nlm4.Nlm4Holder;
import dev.byway.wire.nlm4.Nlm4Lock;
import dev.byway.wire.nlm4.Nlm4Stats;
import dev.byway.wire.nlm4.Nlm4Testres;
import dev.byway.wire.rpc.OpaqueAuth;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/// A file at the server, on which other clients lock too: to it, this client is one owner.
final class NlmGround implements LockGround {
  private static final Logger LOG = System.getLogger(NlmGround.class.getName());

  /// What is in the way while a server that has restarted waits for its clients' old locks.
  static final LockClient GRACE = new LockClient("the server's grace period");

  private static final LockClient OTHERS = new LockClient("another client of the server");

  private final NlmClient client;
  private final NlmLocks.Identity identity;
  private final Netobj file;
  private OpaqueAuth credential;

  NlmGround(NlmClient client, NlmLocks.Identity identity, Netobj file, OpaqueAuth credential) {
    this.client = client;
    this.identity = identity;
    this.file = file;
    this.credential = credential;
  }

  /// Who the next call is made as.
  NlmGround as(OpaqueAuth who) {
    credential = who;
    return this;
  }

  private Nlm4Lock lock(ByteRange range) {
    return new Nlm4Lock(
        identity.name(), file, identity.owner(), identity.pid(), range.first(), range.length());
  }

  @Override
  public @Nullable HeldLock take(LockKind kind, ByteRange range) throws ErrnoException {
    return take(kind, range, false);
  }

  private @Nullable HeldLock take(LockKind kind, ByteRange range, boolean reclaim)
      throws ErrnoException {
    Nlm4Stats stat = client.lock(credential, kind == LockKind.WRITE, lock(range), reclaim);
    return switch (stat) {
      case NLM4_GRANTED -> null;
      // BLOCKED: cannot be, as nobody asked to wait
      case NLM4_DENIED, NLM4_BLOCKED -> foreign(OTHERS, range, 0);
      case NLM4_DENIED_GRACE_PERIOD -> foreign(GRACE, range, 0);
      case NLM4_DENIED_NOLOCKS, NLM4_FAILED -> throw Errno.ENOLCK.exception();
      case NLM4_DEADLCK -> throw Errno.EDEADLK.exception();
      case NLM4_ROFS -> throw Errno.EROFS.exception();
      case NLM4_STALE_FH -> throw Errno.ESTALE.exception();
      case NLM4_FBIG -> throw Errno.EOVERFLOW.exception();
    };
  }

  private static HeldLock foreign(LockClient who, ByteRange range, int pid) {
    return new HeldLock(new LockOwner(who, new byte[0], pid), LockKind.WRITE, range);
  }

  @Override
  public @Nullable HeldLock test(LockKind kind, ByteRange range) throws ErrnoException {
    Nlm4Testres answer = client.test(credential, kind == LockKind.WRITE, lock(range));
    Nlm4Holder holder = answer.holder();
    if (holder != null) {
      return held(holder);
    }
    return switch (answer.stat()) {
      case NLM4_GRANTED -> null;
      case NLM4_DENIED_GRACE_PERIOD -> foreign(GRACE, range, 0);
      case NLM4_STALE_FH -> throw Errno.ESTALE.exception();
      case NLM4_DENIED,
          NLM4_DENIED_NOLOCKS,
          NLM4_BLOCKED,
          NLM4_DEADLCK,
          NLM4_ROFS,
          NLM4_FBIG,
          NLM4_FAILED ->
          throw Errno.ENOLCK.exception();
    };
  }

  private static HeldLock held(Nlm4Holder holder) {
    LockKind kind = holder.exclusive() ? LockKind.WRITE : LockKind.READ;
    long first = Math.max(holder.offset(), 0);
    long last = first + holder.length() - 1;
    boolean endless = holder.length() <= 0 || last < first;
    return new HeldLock(
        new LockOwner(OTHERS, holder.oh().unsafeBytes(), holder.svid()),
        kind,
        new ByteRange(first, endless ? Long.MAX_VALUE : last));
  }

  /// The connection is another than before, and perhaps the server too: one that has restarted
  /// wants to be told what was held; one that has not says that this is no time for that, and is
  /// asked for the lock that it knows.
  @Override
  public void retake(LockKind kind, ByteRange range) throws ErrnoException {
    HeldLock inTheWay = take(kind, range, true);
    if (inTheWay != null && inTheWay.owner().client() == GRACE) {
      inTheWay = take(kind, range, false);
    }
    if (inTheWay != null) {
      LOG.log(Level.WARNING, "a lock was lost with the server''s restart: {0}", inTheWay);
    }
  }

  /// An interrupt does not keep a lock from being given up.
  @Override
  public void give(ByteRange range) {
    boolean interrupted = Thread.interrupted();
    try {
      Nlm4Stats stat = client.unlock(credential, lock(range));
      if (stat != Nlm4Stats.NLM4_GRANTED) {
        LOG.log(Level.DEBUG, "UNLOCK: {0}", stat);
      }
    } catch (ErrnoException e) {
      LOG.log(Level.WARNING, "a lock stays at the server: {0}", e.getMessage());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {}
}

package dev.byway.client.nlm4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.rpc.RpcClient;
import dev.byway.vfs.Node;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockClient;
import dev.byway.vfs.lock.LockGround;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockLimits;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.vfs.lock.LockTable;
import dev.byway.vfs.lock.LockWait;
import dev.byway.vfs.lock.LockWaiter;
import dev.byway.wire.nlm4.Netobj;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.xdr.XdrString;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The locks of one mount. Its owners are told apart here, and the server is asked for the
/// strongest lock of each byte ([LockGround]); for what another client holds the server is asked
/// again and again, less and less often, rather than to call back: most clients cannot be called.
///
/// While there are locks the server is spoken to every few seconds, so that a restart is seen, and
/// the locks are taken again, within its grace period. Any thread.
public final class NlmLocks implements AutoCloseable {
  private static final Logger LOG = System.getLogger(NlmLocks.class.getName());
  private static final long PING_MILLIS = 2_000;
  private static final long GRACE_MILLIS = 250;
  private static final long CLOSE_MILLIS = 3_000;

  private final NlmClient client;
  private final Identity identity;
  private final LockTable table = new LockTable(LockLimits.DEFAULT);

  // Guarded by this.
  private boolean keeping;
  private boolean closed;

  /// Of the keeper alone.
  private volatile long connections;

  /// Who this mount is to the server.
  record Identity(XdrString name, Netobj owner, int pid) {}

  private NlmLocks(NlmClient client, String machineName) {
    this.client = client;
    int pid = (int) ProcessHandle.current().pid();
    // a server of ours knows by the mark that no machine's restart will end these locks
    String name = machineName + "/byway-" + UUID.randomUUID();
    byte[] owner = (pid + "@" + machineName).getBytes(StandardCharsets.UTF_8);
    this.identity = new Identity(XdrString.of(name), Netobj.of(owner), pid);
    this.connections = client.connectionsMade();
  }

  /// @param own closed with the locks
  /// @return null: there is no lock manager where this client calls
  public static @Nullable NlmLocks at(RpcClient rpc, boolean own, String machineName)
      throws ErrnoException {
    return NlmClient.isThere(rpc) ? new NlmLocks(new NlmClient(rpc, own), machineName) : null;
  }

  private LockGround.Source source(byte[] handle, OpaqueAuth credential) {
    return (current, _) ->
        current instanceof NlmGround ground
            ? ground.as(credential)
            : new NlmGround(client, identity, Netobj.of(handle), credential);
  }

  /// @param node whose handle is the file's at the server
  public @Nullable HeldLock test(
      Node node, OpaqueAuth credential, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    return table.test(node, source(node.handle(), credential), owner, kind, range);
  }

  public @Nullable HeldLock lock(
      Node node, OpaqueAuth credential, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    LockGround.Source source = source(node.handle(), credential);
    HeldLock inTheWay = table.lock(node, source, owner, kind, range);
    while (inTheWay != null && inTheWay.owner().client() == NlmGround.GRACE) {
      pause();
      inTheWay = table.lock(node, source, owner, kind, range);
    }
    keep();
    return inTheWay;
  }

  private static void pause() throws ErrnoException {
    try {
      TimeUnit.MILLISECONDS.sleep(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errno.EINTR.exception();
    }
  }

  public @Nullable LockWait await(
      Node node,
      OpaqueAuth credential,
      LockOwner owner,
      LockKind kind,
      ByteRange range,
      LockWaiter told)
      throws ErrnoException {
    LockGround.Source source = source(node.handle(), credential);
    LockWait wait = table.await(node, source, owner, kind, range, told);
    keep();
    return wait;
  }

  public void unlock(Node node, LockOwner owner, ByteRange range) throws ErrnoException {
    table.unlock(node, owner, range);
  }

  public void release(LockClient gone) {
    table.release(gone);
  }

  private synchronized void keep() {
    if (!keeping && !closed && table.count() > 0) {
      keeping = true;
      Thread.ofPlatform().daemon().name("byway-nlm-keeper").start(this::run);
    }
  }

  private void run() {
    while (rest()) {
      try {
        client.ping();
        retakeIfNew();
      } catch (ErrnoException e) {
        LOG.log(Level.DEBUG, "the lock manager does not answer: {0}", e.getMessage());
      }
    }
  }

  private void retakeIfNew() throws ErrnoException {
    long made = client.connectionsMade();
    if (made != connections) {
      table.retakeAll();
      connections = made;
    }
  }

  /// @return false: there is nothing left to keep
  private synchronized boolean rest() {
    try {
      wait(PING_MILLIS);
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
    }
    keeping = !closed && table.count() > 0;
    return keeping;
  }

  /// Gives up what is held, if the server answers soon.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    Thread gives = Thread.ofPlatform().daemon().name("byway-nlm-close").start(table::close);
    try {
      gives.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}

package dev.byway.server.localio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.PeerRights;
import dev.byway.net.localio.Neighbour;
import dev.byway.net.localio.SlotTable;
import dev.byway.vfs.LentFile;
import dev.byway.vfs.OpenHow;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A client that has proved to share this host: whose NFS identity it has, how strong its process
/// is, and what it was lent. Any thread.
final class LocalClient implements Neighbour {
  private static final int SET_ID = 06000;

  private final LocalioServer server;
  private final Introduction introduction;
  private final @Nullable PeerRights peer;
  private final SlotTable slots;
  private final Listener listener;

  private final @Nullable Grant[] grants;
  private final Deque<Integer> freeSlots = new ArrayDeque<>();
  private final Refusals refusals = new Refusals();
  private int lastGeneration;
  private long lent;
  private boolean closed;

  /// @param recalled the slot is off and the client was told, but has not let go of it yet
  record Grant(
      Object export, String name, int slot, int generation, OpenHow how, boolean recalled) {}

  /// A descriptor to give away, with its slot.
  record Loan(LentFile file, Grant grant) {}

  /// @param introduction over its NFS connection
  /// @param peer null for a client in this very process, which is as strong as we are
  /// @param listener how to tell it that a grant, or the server, goes
  LocalClient(
      LocalioServer server,
      Introduction introduction,
      @Nullable PeerRights peer,
      SlotTable slots,
      Listener listener) {
    this.server = server;
    this.introduction = introduction;
    this.peer = peer;
    this.slots = slots;
    this.listener = listener;
    grants = new Grant[slots.slots()];
    for (int slot = 0; slot < grants.length; slot++) {
      freeSlots.add(slot);
    }
  }

  @Override
  public SlotTable slots() {
    return slots;
  }

  /// For a client in this JVM: the descriptor is its own.
  @Override
  public Lease openLocal(byte[] handle, int uid, int gid, int[] gids, boolean read, boolean write)
      throws ErrnoException {
    Loan loan = lend(handle, uid, gid, gids, new OpenHow(read, write, true));
    try (LentFile file = loan.file) {
      int fd = Descriptors.dup(file.fd());
      return new Lease(fd, loan.grant.slot, loan.grant.generation);
    } catch (ErrnoException e) {
      release(loan.grant.slot, loan.grant.generation);
      throw e;
    }
  }

  /// Opens a file for the client and turns a slot on. Who calls closes the file once the client has
  /// its own descriptor, and [#release]s the slot should that fail.
  ///
  /// @throws ErrnoException says why not
  Loan lend(byte[] handle, int uid, int gid, int[] gids, OpenHow how) throws ErrnoException {
    try {
      return open(handle, uid, gid, gids, how);
    } catch (ErrnoException e) {
      refusals.count(Refusals.reason(e));
      server.countRefusal(Refusals.reason(e));
      throw e;
    }
  }

  private Loan open(byte[] handle, int uid, int gid, int[] gids, OpenHow how)
      throws ErrnoException {
    long epoch = server.epoch();
    LocalioExports.Target target = server.exports().resolve(handle, address(), uid, gid, gids);
    if (!target.lends()) {
      throw Errno.EPERM.exception("LOCALIO is off for " + target.export());
    }
    if (how.write() && target.readOnly()) {
      throw Errno.EROFS.exception(target.export() + " is read-only");
    }
    if (how.write()) {
      requireNoSetId(target);
    }
    LentFile file = target.room().lend(target.caller(), target.node(), how);
    try {
      requireNoGain(target, file);
      Grant grant = grant(target, how);
      if (server.epoch() != epoch) {
        // Something was taken back meanwhile; this grant may have come too late to be seen.
        release(grant.slot, grant.generation);
        throw Errno.EAGAIN.exception("the exports have just changed");
      }
      return new Loan(file, grant);
    } catch (ErrnoException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// A write takes the set-id bits away, but not a privileged process's write: that must not be
  /// the one that stands for somebody else's.
  private static void requireNoSetId(LocalioExports.Target target) throws ErrnoException {
    if (target.caller().uid() != 0
        && (target.room().getattr(target.caller(), target.node()).mode() & SET_ID) != 0) {
      throw Errno.EPERM.exception("the file has set-id bits, which a write must take away");
    }
  }

  private void requireNoGain(LocalioExports.Target target, LentFile file) throws ErrnoException {
    if (!file.widensRights() || target.trusts() || peer == null) {
      return;
    }
    String refusal = LendingRule.refusal(target, peer, server.uid());
    if (refusal != null) {
      throw Errno.EPERM.exception(refusal);
    }
  }

  private synchronized Grant grant(LocalioExports.Target target, OpenHow how)
      throws ErrnoException {
    if (closed) {
      throw Errno.EBADF.exception();
    }
    Integer slot = freeSlots.poll();
    if (slot == null) {
      throw Errno.ENFILE.exception("all " + grants.length + " grants of this client are in use");
    }
    lastGeneration = lastGeneration == Integer.MAX_VALUE ? 1 : lastGeneration + 1;
    Grant grant = new Grant(target.key(), target.export(), slot, lastGeneration, how, false);
    grants[slot] = grant;
    slots.grant(slot, grant.generation);
    lent++;
    return grant;
  }

  @Override
  public synchronized void release(int slot, int generation) {
    Grant grant = slot >= 0 && slot < grants.length ? grants[slot] : null;
    if (grant != null && grant.generation == generation) {
      slots.revoke(slot, generation);
      grants[slot] = null;
      freeSlots.add(slot);
    }
  }

  /// Turns the slots of these grants off and tells the client.
  ///
  /// @return the slots, to be drained
  List<Integer> recall(Predicate<Grant> which, String reason) {
    List<Grant> recalled = new ArrayList<>();
    synchronized (this) {
      for (int slot = 0; slot < grants.length; slot++) {
        Grant grant = grants[slot];
        if (grant != null && !grant.recalled && which.test(grant)) {
          slots.revoke(slot, grant.generation);
          grants[slot] =
              new Grant(grant.export, grant.name, slot, grant.generation, grant.how, true);
          recalled.add(grant);
        }
      }
    }
    recalled.forEach(grant -> listener.recalled(grant.slot, grant.generation, reason));
    return recalled.stream().map(Grant::slot).toList();
  }

  /// Turns everything off and says goodbye.
  void dismiss(String reason) {
    listener.gone(reason);
    close();
  }

  /// The client is gone, or this server: nothing is lent any more.
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      for (int slot = 0; slot < grants.length; slot++) {
        Grant grant = grants[slot];
        if (grant != null) {
          slots.revoke(slot, grant.generation);
          grants[slot] = null;
        }
      }
      freeSlots.clear();
    }
    introduction.left(this);
    server.forget(this);
  }

  synchronized List<Grant> grants() {
    List<Grant> held = new ArrayList<>();
    for (Grant grant : grants) {
      if (grant != null) {
        held.add(grant);
      }
    }
    return held;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  InetSocketAddress address() {
    return introduction.address();
  }

  Introduction introduction() {
    return introduction;
  }

  LocalioStatus.Client status() {
    List<LocalioStatus.Lent> files = new ArrayList<>();
    for (Grant grant : grants()) {
      String access = (grant.how.read() ? "r" : "") + (grant.how.write() ? "w" : "");
      files.add(
          new LocalioStatus.Lent(grant.name, access, slots.calls(grant.slot), grant.recalled));
    }
    boolean connected = introduction.isConnected();
    return new LocalioStatus.Client(address(), connected, process(), road(), files);
  }

  /// Who it is, for people.
  private String process() {
    return peer == null
        ? "this process"
        : "process "
            + peer.credentials().pid()
            + " of user "
            + Integer.toUnsignedString(peer.credentials().uid());
  }

  /// Which road its files take. A client that got nothing but refusals is on the wire.
  synchronized LocalioStatus.Road road() {
    String refused = refusals.toString();
    if (lent == 0 && !refused.isEmpty()) {
      return LocalioStatus.Road.wire("refused: " + refused);
    }
    int files = grants().size();
    String why =
        (files == 1 ? "1 file" : files + " files")
            + " lent to "
            + process()
            + ", "
            + lent
            + " so far";
    return new LocalioStatus.Road(
        true, refused.isEmpty() ? why : why + "; refused: " + refused, files);
  }
}

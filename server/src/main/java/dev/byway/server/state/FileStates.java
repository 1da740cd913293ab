package dev.byway.server.state;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.xdr.XdrString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// All files that clients have open. Any thread.
public final class FileStates {
  private final ConcurrentHashMap<Node, FileState> files = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final AtomicInteger count = new AtomicInteger();
  private final StateLimits limits;
  private final Clients clients;

  FileStates(StateLimits limits, Clients clients) {
    this.limits = limits;
    this.clients = clients;
  }

  /// How many stateids are out.
  public int count() {
    return count.get();
  }

  /// Whether an open would be refused; conflicts with clients whose lease is over end those.
  ///
  /// @throws Nfs4Exception SHARE_DENIED; RESOURCE this client, or all, have too much
  public void check(Client client, XdrString owner, Node node, int access, int deny)
      throws Nfs4Exception {
    if (client.held() >= limits.opensPerClient() || count.get() >= limits.opens()) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_RESOURCE);
    }
    while (true) {
      FileState file = files.get(node);
      if (file == null) {
        return;
      }
      OpenState conflict;
      synchronized (file) {
        conflict = file.conflict(file.open(client, owner), access, deny);
      }
      if (conflict == null) {
        return;
      }
      requireCourtesy(conflict.client(), NfsStat4.NFS4ERR_SHARE_DENIED);
    }
  }

  /// Ends a client in somebody's way, if its lease is over.
  ///
  /// @throws Nfs4Exception this status: it is alive
  private void requireCourtesy(Client other, NfsStat4 otherwise) throws Nfs4Exception {
    if (!clients.expire(other)) {
      throw Nfs4Exception.of(otherwise);
    }
  }

  /// An owner has opened a file, perhaps once more.
  ///
  /// @param opened the state's from here on, also when this fails
  /// @throws Nfs4Exception as [#check]
  public OpenState open(
      Client client, XdrString owner, Vfs vfs, OpenFile opened, int access, int deny)
      throws Nfs4Exception {
    try {
      check(client, owner, opened.node(), access, deny);
    } catch (Nfs4Exception e) {
      opened.close();
      throw e;
    }
    while (true) {
      FileState file = files.computeIfAbsent(opened.node(), node -> new FileState(vfs, node));
      synchronized (file) {
        if (file.dead) {
          continue;
        }
        OpenState state = file.open(client, owner);
        if (file.conflict(state, access, deny) != null) {
          opened.close();
          throw Nfs4Exception.of(NfsStat4.NFS4ERR_SHARE_DENIED);
        }
        if (state == null) {
          state = new OpenState(client, file, ids.incrementAndGet(), owner);
          file.opens().add(state);
          add(state);
        } else {
          state.changed();
        }
        state.add(access, deny, opened);
        if (client.isGone()) {
          close(state);
          throw Nfs4Exception.of(NfsStat4.NFS4ERR_EXPIRED);
        }
        return state;
      }
    }
  }

  private void add(State state) {
    state.client().states().put(state.id(), state);
    count.incrementAndGet();
  }

  private void remove(State state) {
    if (state.client().states().remove(state.id(), state)) {
      count.decrementAndGet();
    }
  }

  /// @throws Nfs4Exception INVAL not among what it is open for
  public void downgrade(OpenState state, int access, int deny) throws Nfs4Exception {
    synchronized (state.file()) {
      if ((access & ~state.access()) != 0 || (deny & ~state.deny()) != 0 || access == 0) {
        throw Nfs4Exception.of(NfsStat4.NFS4ERR_INVAL);
      }
      state.reduce(access, deny);
      state.changed();
    }
  }

  /// Closes an open file, with its locks.
  public void close(OpenState state) {
    FileState file = state.file();
    synchronized (file) {
      if (!file.opens().remove(state)) {
        return;
      }
      for (LockState each : List.copyOf(state.locks())) {
        unlockAll(each);
        free(each);
      }
      state.reduce(0, 0);
      remove(state);
      if (file.opens().isEmpty()) {
        file.dead = true;
        files.remove(file.node(), file);
      }
    }
  }

  private static void unlockAll(LockState locks) {
    try {
      locks.open().any().unlock(Caller.ROOT, locks.inRoom(), ByteRange.ALL);
    } catch (ErrnoException | Nfs4Exception e) {
      // The room is closed, and its locks with it.
    }
  }

  /// The locks of an owner on an open file; made when there are none yet.
  ///
  /// @throws Nfs4Exception RESOURCE
  public LockState locks(OpenState open, XdrString owner) throws Nfs4Exception {
    synchronized (open.file()) {
      LockState known = known(open, owner);
      if (known != null) {
        return known;
      }
      if (open.client().held() >= limits.opensPerClient() || count.get() >= limits.opens()) {
        throw Nfs4Exception.of(NfsStat4.NFS4ERR_RESOURCE);
      }
      LockOwner inRoom = lockOwner(open.client(), owner);
      LockState fresh = new LockState(ids.incrementAndGet(), open, owner, inRoom);
      open.locks().add(fresh);
      add(fresh);
      return fresh;
    }
  }

  private static @Nullable LockState known(OpenState open, XdrString owner) {
    for (LockState each : open.locks()) {
      if (each.owner().equals(owner)) {
        return each;
      }
    }
    return null;
  }

  /// An owner as rooms know it.
  public static LockOwner lockOwner(Client client, XdrString owner) {
    ByteBuffer id = ByteBuffer.allocate(owner.length());
    return new LockOwner(client.lockClient(), id.put(owner.unsafeBytes()).array(), 0);
  }

  /// Forgets the stateid of locks that were given up.
  public void free(LockState state) {
    synchronized (state.file()) {
      state.open().locks().remove(state);
      remove(state);
    }
  }

  /// Whether a READ or WRITE that no open stands for is forbidden by somebody's deny mode.
  ///
  /// @param access what it does
  /// @throws Nfs4Exception LOCKED
  public void requireNotDenied(Node node, int access) throws Nfs4Exception {
    FileState file = files.get(node);
    while (file != null) {
      OpenState conflict;
      synchronized (file) {
        conflict = file.conflict(null, access, 0);
      }
      if (conflict == null) {
        return;
      }
      requireCourtesy(conflict.client(), NfsStat4.NFS4ERR_LOCKED);
    }
  }

  /// Closes everything of a client.
  void release(Client client) {
    for (State each : new ArrayList<>(client.states().values())) {
      if (each instanceof OpenState open) {
        close(open);
      }
    }
    client.lockedRooms().forEach(room -> room.releaseLocks(client.lockClient()));
  }

  /// Closes everything in a room that goes.
  public void dropAll(Vfs vfs) {
    for (FileState file : files.values()) {
      if (file.vfs() == vfs) {
        List<OpenState> opens;
        synchronized (file) {
          opens = List.copyOf(file.opens());
        }
        opens.forEach(this::close);
      }
    }
  }
}

package dev.byway.server.state;

import dev.byway.vfs.Vfs;
import dev.byway.vfs.lock.LockClient;
import dev.byway.wire.nfs4.CreateSession4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Stateid4;
import dev.byway.wire.xdr.XdrString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client by its client id: an incarnation of a machine, confirmed or not. What is not said to be
/// for any thread is guarded by the monitor of [Clients].
public final class Client {
  /// Renewals that come closer together than this are not written down.
  private static final long RENEW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final long clientid;
  private final XdrString ownerid;
  private final long verifier;
  private final String principal;
  private final String address;
  private final LockClient lockClient;
  private final ConcurrentHashMap<Long, State> states = new ConcurrentHashMap<>();
  private final Set<Vfs> lockedRooms = ConcurrentHashMap.newKeySet();
  private volatile long renewed = System.nanoTime();
  private volatile boolean gone;
  final List<Session> sessions = new ArrayList<>(1);
  boolean confirmed;
  volatile boolean reclaimComplete;

  /// The `csa_sequence` of the next CREATE_SESSION.
  int sequence = 1;

  CreateSession4.@Nullable Ok created;

  /// @param address of the machine, for people
  Client(long clientid, XdrString ownerid, long verifier, String principal, String address) {
    this.clientid = clientid;
    this.ownerid = ownerid;
    this.verifier = verifier;
    this.principal = principal;
    this.address = address;
    this.lockClient = new LockClient("nfs4 " + address);
  }

  public long clientid() {
    return clientid;
  }

  /// Which run of the server gave out the client id and all stateids.
  int instance() {
    return (int) (clientid >>> 32);
  }

  public XdrString ownerid() {
    return ownerid;
  }

  long verifier() {
    return verifier;
  }

  String principal() {
    return principal;
  }

  public String address() {
    return address;
  }

  /// Whose locks go together, in all rooms.
  public LockClient lockClient() {
    return lockClient;
  }

  /// A room in which it may have locks. Any thread.
  public void locksIn(Vfs room) {
    lockedRooms.add(room);
  }

  Set<Vfs> lockedRooms() {
    return lockedRooms;
  }

  /// A sign of life. Any thread.
  public void renew() {
    long now = System.nanoTime();
    if (now - renewed > RENEW_NANOS) {
      renewed = now;
    }
  }

  boolean isExpired(long leaseNanos) {
    return System.nanoTime() - renewed > leaseNanos;
  }

  /// Whether it said that it has back all that it held before the server was restarted. Any thread.
  public boolean hasReclaimed() {
    return reclaimComplete;
  }

  /// Whether all that it held was taken from it. Any thread.
  public boolean isGone() {
    return gone;
  }

  void setGone() {
    gone = true;
  }

  /// How many stateids it holds. Any thread.
  public int held() {
    return states.size();
  }

  ConcurrentHashMap<Long, State> states() {
    return states;
  }

  /// What a stateid stands for. Any thread.
  ///
  /// @throws Nfs4Exception BAD_STATEID, OLD_STATEID
  public State state(Stateid4 stateid) throws Nfs4Exception {
    State state = stateid.low() == instance() ? states.get(stateid.high()) : null;
    if (state == null) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_BAD_STATEID);
    }
    int seqid = stateid.seqid();
    if (seqid != 0 && seqid != state.seqid()) {
      boolean old = seqid - state.seqid() < 0;
      throw Nfs4Exception.of(old ? NfsStat4.NFS4ERR_OLD_STATEID : NfsStat4.NFS4ERR_BAD_STATEID);
    }
    return state;
  }

  @Override
  public String toString() {
    return "%016x %s".formatted(clientid, address);
  }
}

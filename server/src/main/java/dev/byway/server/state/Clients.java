package dev.byway.server.state;

import dev.byway.vfs.lock.LockClient;
import dev.byway.wire.nfs4.ChannelAttrs4;
import dev.byway.wire.nfs4.CreateSession4;
import dev.byway.wire.nfs4.ExchangeId4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.SessionId4;
import dev.byway.wire.xdr.XdrString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The clients of NFSv4.1 and later, and their sessions (RFC 8881 §2.4, §2.10, §18.35 to §18.37).
/// Any thread; one monitor for all but [#session].
public final class Clients {
  /// How long a client that has gone quiet may come back to what it held, if nobody wants it.
  private static final long COURTESY_NANOS = TimeUnit.DAYS.toNanos(1);

  /// Smallest request and reply that a session is any good for.
  private static final int SMALLEST = 256;

  private final StateLimits limits;
  private final long leaseNanos;
  private final int instance;
  private final FileStates files;
  private final ClientRecords records;
  private final Grace grace;
  private boolean graceSettled;
  private final Map<Long, Client> byId = new HashMap<>();
  private final Map<XdrString, Client> confirmed = new HashMap<>();
  private final Map<XdrString, Client> unconfirmed = new HashMap<>();
  private final ConcurrentHashMap<Long, Session> sessions = new ConcurrentHashMap<>();
  private int lastClient;
  private long lastSession;

  /// @param instance differs each time that the server starts
  /// @param records closed by who opened them
  public Clients(StateLimits limits, int instance, ClientRecords records) {
    this.limits = limits;
    this.records = records;
    this.grace = new Grace(records.before(), limits.lease().toNanos());
    this.leaseNanos = limits.lease().toNanos();
    this.instance = instance;
    this.files = new FileStates(limits, this);
  }

  public StateLimits limits() {
    return limits;
  }

  public FileStates files() {
    return files;
  }

  public Grace grace() {
    return grace;
  }

  /// What EXCHANGE_ID answers.
  ///
  /// @param confirmed the client has a session, or had one
  /// @param sequence for its next CREATE_SESSION
  public record Identity(long clientid, boolean confirmed, int sequence) {}

  /// EXCHANGE_ID: the nine cases of RFC 8881 §18.35.4.
  ///
  /// @param principal who calls: another one cannot take a client over
  /// @throws Nfs4Exception CLID_INUSE, NOENT, NOT_SAME, PERM, RESOURCE
  public Identity exchangeId(ExchangeId4.Args args, String principal, String address)
      throws Nfs4Exception {
    List<Client> ended = new ArrayList<>(1);
    try {
      synchronized (this) {
        Client known = confirmed.get(args.ownerid());
        if ((args.flags() & ExchangeId4.FLAG_UPD_CONFIRMED_REC_A) != 0) {
          return update(known, args, principal);
        }
        if (known != null) {
          if (!known.principal().equals(principal)) {
            if (known.held() > 0 && !known.isExpired(leaseNanos)) {
              throw Nfs4Exception.of(NfsStat4.NFS4ERR_CLID_INUSE);
            }
            forget(known, ended);
          } else if (known.verifier() == args.verifier()) {
            return new Identity(known.clientid(), true, known.sequence);
          }
        }
        Client fresh = fresh(args, principal, address, ended);
        return new Identity(fresh.clientid(), false, fresh.sequence);
      }
    } finally {
      ended.forEach(files::release);
    }
  }

  private static Identity update(@Nullable Client known, ExchangeId4.Args args, String principal)
      throws Nfs4Exception {
    if (known == null) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_NOENT);
    }
    if (known.verifier() != args.verifier()) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_NOT_SAME);
    }
    if (!known.principal().equals(principal)) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_PERM);
    }
    return new Identity(known.clientid(), true, known.sequence);
  }

  private Client fresh(ExchangeId4.Args args, String principal, String address, List<Client> ended)
      throws Nfs4Exception {
    Client earlier = unconfirmed.get(args.ownerid());
    if (earlier != null) {
      remove(earlier, ended);
    }
    if (byId.size() >= limits.clients() && !removeOneExpired(ended)) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_RESOURCE);
    }
    long clientid = (long) instance << 32 | ++lastClient & 0xffff_ffffL;
    Client fresh = new Client(clientid, args.ownerid(), args.verifier(), principal, address);
    byId.put(clientid, fresh);
    unconfirmed.put(args.ownerid(), fresh);
    return fresh;
  }

  private boolean removeOneExpired(List<Client> ended) {
    for (Client each : byId.values()) {
      if (each.isExpired(leaseNanos)) {
        forget(each, ended);
        return true;
      }
    }
    return false;
  }

  /// Out of all tables; what it holds is the caller's to release, without the monitor.
  private void remove(Client client, List<Client> ended) {
    byId.remove(client.clientid(), client);
    confirmed.remove(client.ownerid(), client);
    unconfirmed.remove(client.ownerid(), client);
    client.sessions.forEach(each -> sessions.remove(each.id().low(), each));
    client.sessions.clear();
    client.setGone();
    ended.add(client);
  }

  /// As [#remove], of one that will not come back for what it had.
  private void forget(Client client, List<Client> ended) {
    remove(client, ended);
    if (!confirmed.containsKey(client.ownerid())) {
      records.remove(client.ownerid());
    }
  }

  /// CREATE_SESSION, RFC 8881 §18.36.3.
  ///
  /// @param largest bytes of a record
  /// @throws Nfs4Exception STALE_CLIENTID, SEQ_MISORDERED, CLID_INUSE, TOOSMALL, RESOURCE
  public CreateSession4.Ok createSession(CreateSession4.Args args, String principal, int largest)
      throws Nfs4Exception {
    List<Client> ended = new ArrayList<>(1);
    try {
      synchronized (this) {
        Client client = client(args.clientid());
        if (args.sequence() == client.sequence - 1 && client.created != null) {
          return client.created;
        }
        if (args.sequence() != client.sequence) {
          throw Nfs4Exception.of(NfsStat4.NFS4ERR_SEQ_MISORDERED);
        }
        if (!client.principal().equals(principal)) {
          throw Nfs4Exception.of(NfsStat4.NFS4ERR_CLID_INUSE);
        }
        if (client.sessions.size() >= limits.sessions()) {
          throw Nfs4Exception.of(NfsStat4.NFS4ERR_RESOURCE);
        }
        ChannelAttrs4 fore = fore(args.foreChanAttrs(), largest);
        ChannelAttrs4 back = back(args.backChanAttrs());
        confirm(client, ended);
        return created(client, args, fore, back);
      }
    } finally {
      ended.forEach(files::release);
    }
  }

  private CreateSession4.Ok created(
      Client client, CreateSession4.Args args, ChannelAttrs4 fore, ChannelAttrs4 back) {
    SessionId4 id = new SessionId4(client.clientid(), ++lastSession);
    int flags = args.flags() & CreateSession4.FLAG_CONN_BACK_CHAN;
    Session session = new Session(id, client, fore, back, flags);
    client.sessions.add(session);
    sessions.put(id.low(), session);
    client.renew();
    CreateSession4.Ok ok = new CreateSession4.Ok(id, client.sequence, flags, fore, back);
    client.sequence++;
    client.created = ok;
    return ok;
  }

  /// The first session of a client says that it has its id; an earlier life of it is over.
  private void confirm(Client client, List<Client> ended) {
    if (!client.confirmed) {
      Client earlier = confirmed.get(client.ownerid());
      if (earlier != null) {
        remove(earlier, ended);
      }
      unconfirmed.remove(client.ownerid(), client);
      confirmed.put(client.ownerid(), client);
      client.confirmed = true;
      records.add(client.ownerid());
    }
  }

  private ChannelAttrs4 fore(ChannelAttrs4 asked, int largest) throws Nfs4Exception {
    int cached = atMost(asked.maxresponsesizeCached(), limits.cachedReply());
    return new ChannelAttrs4(
        0,
        atLeast(asked.maxrequestsize(), largest),
        atLeast(asked.maxresponsesize(), largest),
        cached,
        Math.max(1, atMost(asked.maxoperations(), limits.operations())),
        Math.max(1, atMost(asked.maxrequests(), limits.slots())),
        null);
  }

  private static ChannelAttrs4 back(ChannelAttrs4 asked) throws Nfs4Exception {
    return new ChannelAttrs4(
        0,
        atLeast(asked.maxrequestsize(), 1 << 16),
        atLeast(asked.maxresponsesize(), 1 << 16),
        0,
        atMost(asked.maxoperations(), 16),
        Math.max(1, atMost(asked.maxrequests(), 16)),
        null);
  }

  private static int atMost(int asked, int most) {
    return Integer.compareUnsigned(asked, most) > 0 ? most : asked;
  }

  private static int atLeast(int asked, int most) throws Nfs4Exception {
    int granted = atMost(asked, most);
    if (granted < SMALLEST) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_TOOSMALL);
    }
    return granted;
  }

  private Client client(long clientid) throws Nfs4Exception {
    Client client = byId.get(clientid);
    if (client == null) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_STALE_CLIENTID);
    }
    return client;
  }

  /// The session with this id; null: there is none. Without the monitor.
  public @Nullable Session session(SessionId4 id) {
    Session session = sessions.get(id.low());
    return session != null && session.id().high() == id.high() ? session : null;
  }

  /// DESTROY_SESSION.
  ///
  /// @throws Nfs4Exception BADSESSION
  public synchronized void destroySession(SessionId4 id) throws Nfs4Exception {
    Session session = session(id);
    if (session == null) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_BADSESSION);
    }
    sessions.remove(id.low(), session);
    session.client().sessions.remove(session);
  }

  /// DESTROY_CLIENTID.
  ///
  /// @throws Nfs4Exception STALE_CLIENTID, CLIENTID_BUSY
  public synchronized void destroyClient(long clientid) throws Nfs4Exception {
    Client client = client(clientid);
    if (!client.sessions.isEmpty() || client.held() > 0) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_CLIENTID_BUSY);
    }
    forget(client, new ArrayList<>(1));
  }

  /// RECLAIM_COMPLETE for all file systems.
  ///
  /// @throws Nfs4Exception COMPLETE_ALREADY
  public synchronized void reclaimComplete(Client client) throws Nfs4Exception {
    if (client.reclaimComplete) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_COMPLETE_ALREADY);
    }
    client.reclaimComplete = true;
    grace.completed(client);
  }

  /// Once the grace is over: who has not come back has nothing to reclaim the next time.
  private void settleGrace() {
    if (!graceSettled && !grace.isActive()) {
      graceSettled = true;
      records.keepOnly(confirmed.keySet());
    }
  }

  /// Takes everything from a client whose lease is over.
  ///
  /// @return whether it is gone; false: it is alive
  boolean expire(Client client) {
    synchronized (this) {
      if (!client.isGone()) {
        if (!client.isExpired(leaseNanos)) {
          return false;
        }
        forget(client, new ArrayList<>(1));
      }
    }
    files.release(client);
    return true;
  }

  /// Whose locks these are; null: no client's of NFSv4.
  public synchronized @Nullable Client of(LockClient locks) {
    for (Client each : byId.values()) {
      if (each.lockClient() == locks) {
        return each;
      }
    }
    return null;
  }

  /// As [#expire(Client)], of a client whose lock is in the way.
  public boolean expire(LockClient locks) {
    Client client = of(locks);
    return client != null && expire(client);
  }

  /// To be called now and then, by one thread: forgets clients that have gone and hold nothing, and
  /// those that have stayed away for too long.
  public void sweep() {
    List<Client> ended = new ArrayList<>();
    synchronized (this) {
      for (Client each : List.copyOf(byId.values())) {
        boolean idle = each.isExpired(leaseNanos) && each.held() == 0;
        if (idle || each.isExpired(COURTESY_NANOS)) {
          forget(each, ended);
        }
      }
      settleGrace();
    }
    ended.forEach(files::release);
  }

  /// Those that are known.
  public synchronized Collection<Client> all() {
    return List.copyOf(byId.values());
  }

  /// Ends all.
  public void close() {
    List<Client> ended = new ArrayList<>();
    synchronized (this) {
      List.copyOf(byId.values()).forEach(each -> remove(each, ended));
    }
    ended.forEach(files::release);
  }
}

package dev.byway.server.nlm4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Admission;
import dev.byway.server.export.Export;
import dev.byway.server.export.ExportedNode;
import dev.byway.server.export.FileHandles;
import dev.byway.server.rpc.RpcCall;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.wire.nlm4.Nlm4Lock;
import dev.byway.wire.nlm4.Nlm4Lockargs;
import dev.byway.wire.nlm4.Nlm4Stats;
import dev.byway.wire.xdr.XdrString;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/// The locks of NFSv3's clients. They are the rooms' own; what is kept here is who the clients are,
/// the files that they have locked, open, and the locks that they wait for. Any thread.
public final class LockDoor implements AutoCloseable {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int SWEEP_SECONDS = 5;

  /// Files of one host: each is an open file of the server.
  private static final int FILES_PER_HOST = 4096;

  private final FileHandles handles;
  private final NlmHosts hosts;
  private final Grace grace;
  private final GrantedCalls calls = new GrantedCalls();

  public LockDoor(FileHandles handles, NlmHosts hosts) {
    this.handles = handles;
    this.hosts = hosts;
    this.grace = hosts.grace();
    calls.every(SWEEP_SECONDS, this::sweep);
  }

  Grace grace() {
    return grace;
  }

  /// @throws ErrnoException ESTALE, EBADF the handle; EACCES the client may not use the export;
  /// EFBIG
  ///     a range that no file has; ENOLCK too many clients
  LockTarget target(RpcCall call, Nlm4Lock lock) throws ErrnoException {
    ExportedNode found = handles.resolve(lock.fh().unsafeBytes(), false);
    Export export = found.export();
    Admission admission = Admission.of(call, export);
    NlmHost host = hosts.of(call.connection().peer().getAddress(), lock.callerName());
    return new LockTarget(
        host,
        lock,
        export.vfs(),
        found.node(),
        admission.caller(),
        owner(host, lock),
        range(lock),
        admission.rule().readOnly());
  }

  private static LockOwner owner(NlmHost host, Nlm4Lock lock) {
    byte[] oh = lock.oh().unsafeBytes();
    byte[] id = ByteBuffer.allocate(Integer.BYTES + oh.length).putInt(lock.svid()).put(oh).array();
    return new LockOwner(host.client, id, lock.svid());
  }

  private static ByteRange range(Nlm4Lock lock) throws ErrnoException {
    if (lock.offset() < 0) {
      throw Errno.EFBIG.exception();
    }
    long last = lock.offset() + lock.length() - 1;
    boolean endless = lock.length() <= 0 || last < lock.offset();
    return new ByteRange(lock.offset(), endless ? Long.MAX_VALUE : last);
  }

  /// What is done with a file.
  interface Work<R> {
    R with(LockedFile file) throws ErrnoException;
  }

  /// Does something with the file that a host locks.
  <R> R withFile(LockTarget target, Work<R> work) throws ErrnoException {
    NlmHost host = target.host();
    while (true) {
      LockedFile file = host.files.get(target.node());
      if (file == null) {
        if (host.files.size() >= FILES_PER_HOST) {
          throw Errno.ENOLCK.exception();
        }
        file =
            host.files.computeIfAbsent(
                target.node(), node -> new LockedFile(host, target.vfs(), node));
      }
      synchronized (file) {
        if (!file.isClosed()) {
          file.used();
          return work.with(file);
        }
      }
      host.files.remove(target.node(), file);
    }
  }

  Nlm4Stats lock(RpcCall call, LockTarget target, Nlm4Lockargs args) throws ErrnoException {
    hosts.locks(target.host(), call.connection());
    LockKind kind = args.exclusive() ? LockKind.WRITE : LockKind.READ;
    Nlm4Stats stat = withFile(target, file -> lock(file, target, kind, args));
    if (!hosts.has(target.host())) {
      // it was forgotten meanwhile, and this lock may have come after that
      target.vfs().releaseLocks(target.host().client);
      return Nlm4Stats.NLM4_DENIED_NOLOCKS;
    }
    return stat;
  }

  private Nlm4Stats lock(LockedFile file, LockTarget target, LockKind kind, Nlm4Lockargs args)
      throws ErrnoException {
    OpenFile open = file.openFor(kind, target);
    var key = new BlockedLock.Key(target.owner(), kind, target.range());
    BlockedLock before = file.blocked.get(key);
    HeldLock inTheWay = open.lock(target.caller(), target.owner(), kind, target.range());
    if (inTheWay == null) {
      if (before != null) {
        // granted in between, or now: either way this answer tells the client
        cancel(before);
      }
      return Nlm4Stats.NLM4_GRANTED;
    }
    if (!args.block()) {
      return Nlm4Stats.NLM4_DENIED;
    }
    if (before == null) {
      var waits = new BlockedLock(file, target, key, args.cookie(), calls);
      file.blocked.put(key, waits);
      boolean blocked = false;
      try {
        waits.wait = open.awaitLock(target.caller(), target.owner(), kind, target.range(), waits);
        blocked = waits.wait != null;
      } finally {
        if (!blocked) {
          waits.end();
        }
      }
      if (!blocked) {
        return Nlm4Stats.NLM4_GRANTED;
      }
    }
    return Nlm4Stats.NLM4_BLOCKED;
  }

  /// @return whether it still waited
  private static boolean cancel(BlockedLock lock) {
    lock.end();
    return lock.wait != null && lock.wait.cancel();
  }

  /// @return whether the client waited for it
  boolean cancel(LockTarget target, boolean exclusive) throws ErrnoException {
    LockKind kind = exclusive ? LockKind.WRITE : LockKind.READ;
    var key = new BlockedLock.Key(target.owner(), kind, target.range());
    return withFile(
        target,
        file -> {
          BlockedLock waits = file.blocked.get(key);
          if (waits == null) {
            return false;
          }
          if (!cancel(waits)) {
            file.unlock(target.caller(), target.owner(), target.range());
          }
          return true;
        });
  }

  void unlock(LockTarget target) throws ErrnoException {
    if (!target.host().files.containsKey(target.node())) {
      return;
    }
    boolean done =
        withFile(
            target,
            file -> {
              file.unlock(target.caller(), target.owner(), target.range());
              return true;
            });
    assert done;
  }

  /// A client machine has restarted: what it held is free.
  ///
  /// @param name as it says; all hosts at the address when none is called that
  public void restarted(InetAddress address, XdrString name) {
    for (NlmHost host : hosts.at(address, name)) {
      hosts.forget(host);
    }
  }

  /// Closes files in which nobody locks any more.
  private void sweep() {
    for (NlmHost host : hosts.all()) {
      for (LockedFile file : host.files.values()) {
        synchronized (file) {
          if (file.closeIfIdle(IDLE_NANOS)) {
            host.files.remove(file.node, file);
          }
        }
      }
      hosts.forgetIfIdle(host);
    }
  }

  /// An export goes: its files are closed.
  public void withdrawn(Vfs vfs) {
    for (NlmHost host : hosts.all()) {
      for (LockedFile file : host.files.values()) {
        if (file.vfs == vfs) {
          vfs.releaseLocks(host.client);
          synchronized (file) {
            file.close();
            host.files.remove(file.node, file);
          }
        }
      }
    }
  }

  @Override
  public void close() {
    calls.close();
    for (NlmHost host : hosts.all()) {
      for (LockedFile file : host.files.values()) {
        synchronized (file) {
          file.close();
        }
      }
    }
  }
}

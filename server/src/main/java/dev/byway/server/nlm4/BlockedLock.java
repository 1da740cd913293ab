package dev.byway.server.nlm4;

import dev.byway.base.Errno;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.vfs.lock.LockWait;
import dev.byway.vfs.lock.LockWaiter;
import dev.byway.wire.nlm4.Netobj;
import dev.byway.wire.nlm4.Nlm4Testargs;
import org.jspecify.annotations.Nullable;

/// A lock that a client waits for: from BLOCKED until it knows that it has it.
final class BlockedLock implements LockWaiter {
  /// What a client says again to ask for it once more, or to cancel it.
  record Key(LockOwner owner, LockKind kind, ByteRange range) {}

  final LockedFile file;
  final LockTarget target;
  final Key key;
  private final Netobj cookie;
  private final GrantedCalls calls;

  /// Guarded by the file.
  @Nullable LockWait wait;

  /// The client was told, or wants it no more; guarded by the file.
  boolean over;

  BlockedLock(LockedFile file, LockTarget target, Key key, Netobj cookie, GrantedCalls calls) {
    this.file = file;
    this.target = target;
    this.key = key;
    this.cookie = cookie;
    this.calls = calls;
  }

  /// What GRANTED says.
  Nlm4Testargs args() {
    return new Nlm4Testargs(cookie, key.kind() == LockKind.WRITE, target.lock());
  }

  /// Under the file's monitor: nothing more is to be said of it.
  void end() {
    over = true;
    file.blocked.remove(key, this);
  }

  @Override
  public void granted() {
    calls.granted(this);
  }

  /// The client asks again some day, and is told then.
  @Override
  public void failed(Errno errno) {
    calls.failed(this);
  }
}

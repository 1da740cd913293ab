package dev.byway.server.state;

import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.wire.nfs4.Stateid4;
import dev.byway.wire.xdr.XdrString;

/// The byte-range locks that a lock-owner has on a file that it opened (RFC 8881 §9.1.3). The locks
/// themselves are the room's.
public final class LockState extends State {
  private final OpenState open;
  private final XdrString owner;
  private final LockOwner inRoom;
  private volatile boolean held;

  LockState(long id, OpenState open, XdrString owner, LockOwner inRoom) {
    super(open.client(), open.file(), id);
    this.open = open;
    this.owner = owner;
    this.inRoom = inRoom;
  }

  @Override
  public OpenState open() {
    return open;
  }

  public XdrString owner() {
    return owner;
  }

  /// The owner as the room knows it.
  public LockOwner inRoom() {
    return inRoom;
  }

  /// Whether there may be locks.
  public boolean isHeld() {
    return held;
  }

  /// A lock was taken.
  ///
  /// @return the stateid from here on
  public Stateid4 locked() {
    synchronized (file()) {
      if (held) {
        changed();
      }
      held = true;
      return stateid();
    }
  }

  /// Locks in this range were given up.
  ///
  /// @return the stateid from here on
  public Stateid4 unlocked(ByteRange range) {
    synchronized (file()) {
      changed();
      held = held && !range.equals(ByteRange.ALL);
      return stateid();
    }
  }
}

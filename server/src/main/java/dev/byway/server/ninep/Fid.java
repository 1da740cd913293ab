package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.LockOwner;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A file as one client has it: found, perhaps open. Any thread.
final class Fid {
  /// Owners of locks that are remembered to be given up with the fid.
  private static final int MAX_OWNERS = 1024;

  private final Attachment attachment;
  private volatile Place place;
  private volatile @Nullable OpenFile file;
  private volatile @Nullable Listing listing;
  private volatile @Nullable Xattr xattr;
  private volatile boolean append;
  private volatile boolean removeOnClose;
  private @Nullable Set<LockOwner> owners;
  private boolean closed;

  /// A node and, where it is known, by which name it was found.
  record Place(Node node, @Nullable Node parent, @Nullable Name name) {}

  Fid(Attachment attachment, Node node, @Nullable Node parent, @Nullable Name name) {
    this.attachment = attachment;
    this.place = new Place(node, parent, name);
  }

  Attachment attachment() {
    return attachment;
  }

  Place place() {
    return place;
  }

  Node node() {
    return place.node();
  }

  /// It is another file from now on: what was made, or walked to, by it.
  void place(Place other) {
    place = other;
  }

  @Nullable OpenFile openFile() {
    return file;
  }

  /// @throws ErrnoException EBADF it is not an open file
  OpenFile file() throws ErrnoException {
    OpenFile open = file;
    if (open == null) {
      throw Errno.EBADF.exception();
    }
    return open;
  }

  @Nullable Listing listing() {
    return listing;
  }

  @Nullable Xattr xattr() {
    return xattr;
  }

  void xattr(Xattr value) {
    xattr = value;
  }

  boolean isOpen() {
    return file != null || listing != null || xattr != null;
  }

  /// @throws ErrnoException EBADF it is open already
  void requireClosed() throws ErrnoException {
    if (isOpen()) {
      throw Errno.EBADF.exception();
    }
  }

  /// It is open from now on.
  ///
  /// @param opened closed if this fails
  /// @throws ErrnoException EBADF it was opened or closed meanwhile
  synchronized void opened(OpenFile opened, boolean appends) throws ErrnoException {
    if (closed || isOpen()) {
      opened.close();
      throw Errno.EBADF.exception();
    }
    append = appends;
    file = opened;
  }

  /// As [#opened], of a directory.
  synchronized void listed() throws ErrnoException {
    if (closed || isOpen()) {
      throw Errno.EBADF.exception();
    }
    listing = new Listing();
  }

  /// Writes go to the end of the file.
  boolean appends() {
    return append;
  }

  /// Remove it with the fid (ORCLOSE).
  void removeOnClose(boolean remove) {
    removeOnClose = remove;
  }

  boolean removeOnClose() {
    return removeOnClose;
  }

  /// Somebody took, or waits for, a lock by this fid.
  ///
  /// @throws ErrnoException ENOLCK too many have
  synchronized void locked(LockOwner owner) throws ErrnoException {
    if (owners == null) {
      owners = new HashSet<>();
    }
    if (owners.size() >= MAX_OWNERS && !owners.contains(owner)) {
      throw Errno.ENOLCK.exception();
    }
    owners.add(owner);
  }

  /// Gives up the locks that were taken by it, and closes what is open. Idempotent.
  void close() {
    OpenFile open;
    Set<LockOwner> theirs;
    synchronized (this) {
      closed = true;
      open = file;
      theirs = owners;
      owners = null;
    }
    if (open == null) {
      return;
    }
    if (theirs != null) {
      for (LockOwner owner : theirs) {
        try {
          open.unlock(attachment.caller(), owner, ByteRange.ALL);
        } catch (ErrnoException e) {
          // The room is closed, and the lock with it.
        }
      }
    }
    open.close();
  }
}

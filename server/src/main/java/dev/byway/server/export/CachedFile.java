package dev.byway.server.export;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.Vfs;

/// A file that [OpenFiles] keeps open for one caller. Do not close its file; it may be closed under
/// your hands (calls under way finish, later ones throw EBADF: then get it anew).
public final class CachedFile {
  private final Vfs vfs;
  private final Caller caller;
  private final boolean write;
  private final OpenFile file;
  private final int mode;
  private final int uid;
  private final int gid;

  /// Counted in sweeps, by [OpenFiles].
  int opened;

  int lastUsed;

  /// @param before the node's attributes before it was opened
  CachedFile(Vfs vfs, Caller caller, boolean write, OpenFile file, Attributes before) {
    this.vfs = vfs;
    this.caller = caller.asPatient();
    this.write = write;
    this.file = file;
    this.mode = before.mode();
    this.uid = before.uid();
    this.gid = before.gid();
  }

  public OpenFile file() {
    return file;
  }

  /// Whether the permission that was decided when the file was opened would be decided by the same
  /// facts now. If not, [OpenFiles#drop] it and open anew.
  public boolean holds(Attributes now) {
    return now.mode() == mode && now.uid() == uid && now.gid() == gid;
  }

  boolean isFor(Caller other, boolean writing) {
    return write == writing && (caller == other.asPatient() || caller.equals(other));
  }

  Vfs vfs() {
    return vfs;
  }

  Node node() {
    return file.node();
  }
}

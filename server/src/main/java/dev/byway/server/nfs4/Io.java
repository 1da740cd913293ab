package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.CachedFile;
import dev.byway.server.export.OpenFiles;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.server.state.OpenState;
import dev.byway.vfs.Caller;
import dev.byway.vfs.FileType;
import dev.byway.vfs.OpenFile;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.Stateid4;
import org.jspecify.annotations.Nullable;

/// Which open file a READ or WRITE goes by: that of its stateid, or one of the server's own where
/// the stateid stands for no open.
final class Io {
  private final Compound compound;
  private final Target target;
  private final @Nullable OpenFile file;

  private Io(Compound compound, Target target, @Nullable OpenFile file) {
    this.compound = compound;
    this.target = target;
    this.file = file;
  }

  /// What is done with an open file.
  @FunctionalInterface
  interface Use<T> {
    T with(OpenFile file, Caller caller) throws ErrnoException;
  }

  /// @param access [Open4#READ] or [Open4#WRITE]
  /// @throws Nfs4Exception OPENMODE, LOCKED, BAD_STATEID, OLD_STATEID
  static Io of(Compound compound, Target target, Stateid4 given, int access)
      throws ErrnoException, Nfs4Exception {
    boolean write = access == Open4.WRITE;
    if (write) {
      target.requireWritable();
    }
    Stateid4 stateid = compound.meant(given);
    if (!stateid.isSpecial()) {
      OpenState open = compound.state(stateid).open();
      return new Io(compound, target, write ? open.writer() : open.reader());
    }
    boolean bypass = stateid.equals(Stateid4.READ_BYPASS) && !write;
    if (!bypass) {
      if (!stateid.equals(Stateid4.ANONYMOUS) && !stateid.equals(Stateid4.READ_BYPASS)) {
        throw Nfs4Exception.of(NfsStat4.NFS4ERR_BAD_STATEID);
      }
      compound.door().files().requireNotDenied(target.node(), access);
    }
    return new Io(compound, target, null);
  }

  /// The open file of the stateid; null: there is none.
  @Nullable OpenFile file() {
    return file;
  }

  /// Without an open: a file that the server keeps open, and permission as of now.
  ///
  /// @throws Nfs4Exception BAD_STATEID the file was closed in between
  <T> T use(boolean write, Use<T> use) throws ErrnoException, Nfs4Exception {
    OpenFile mine = file;
    if (mine == null) {
      return kept(write, use);
    }
    try {
      return use.with(mine, target.caller());
    } catch (ErrnoException e) {
      throw closed(e);
    }
  }

  /// @throws ErrnoException the failure, unless it says that the file was closed
  static Nfs4Exception closed(ErrnoException failure) throws ErrnoException {
    if (failure.errno() == Errno.EBADF) {
      return Nfs4Exception.of(NfsStat4.NFS4ERR_BAD_STATEID);
    }
    throw failure;
  }

  /// A few times at most: a file that was closed under our hands, or whose owner or mode is not the
  /// one that permission was decided by, is opened anew.
  private <T> T kept(boolean write, Use<T> use) throws ErrnoException, Nfs4Exception {
    OpenFiles openFiles = compound.door().openFiles();
    for (int attempt = 0; attempt < Nfs4Door.ATTEMPTS; attempt++) {
      CachedFile cached;
      try {
        cached = openFiles.open(target.vfs(), target.caller(), target.node(), write);
      } catch (ErrnoException e) {
        if (e.errno() == Errno.EINVAL) {
          throw Nfs4Exception.of(wrongType());
        }
        throw e;
      }
      try {
        if (cached.holds(cached.file().getattr(target.caller()))) {
          return use.with(cached.file(), target.caller());
        }
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EBADF) {
          throw e;
        }
      }
      openFiles.drop(cached);
    }
    throw Errno.ESTALE.exception();
  }

  private NfsStat4 wrongType() throws ErrnoException {
    FileType type = target.vfs().getattr(target.caller(), target.node()).type();
    return type == FileType.SYMLINK ? NfsStat4.NFS4ERR_SYMLINK : NfsStat4.NFS4ERR_WRONG_TYPE;
  }
}

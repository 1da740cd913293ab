package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Export;
import dev.byway.server.export.ExportTable;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Change;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.wire.nfs4.ChangeInfo4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.xdr.XdrString;
import org.jspecify.annotations.Nullable;

/// Walks by names, also from export to export.
final class Names {
  private Names() {}

  /// @throws ErrnoException ENAMETOOLONG
  /// @throws Nfs4Exception INVAL empty; BADNAME `.`, `..`, with a slash; BADCHAR with a NUL
  static Name of(XdrString name) throws ErrnoException, Nfs4Exception {
    byte[] bytes = name.unsafeBytes();
    if (bytes.length == 0) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_INVAL);
    }
    for (byte b : bytes) {
      if (b == '/' || b == 0) {
        throw Nfs4Exception.of(NfsStat4.NFS4ERR_BADCHAR);
      }
    }
    Name given = Name.of(bytes);
    if (given.isSpecial()) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_BADNAME);
    }
    return given;
  }

  /// What has this name in a directory: an export's root, where one is seen there.
  ///
  /// @throws ErrnoException ENOENT; ENOTDIR
  /// @throws Nfs4Exception SYMLINK what is to be a directory is a symbolic link
  static Target lookup(Compound compound, Target dir, Name name)
      throws ErrnoException, Nfs4Exception {
    Export inner = inner(compound, dir, name);
    if (inner != null) {
      return entered(compound, inner);
    }
    return found(dir, name);
  }

  private static Target found(Target dir, Name name) throws ErrnoException, Nfs4Exception {
    try {
      return dir.with(dir.vfs().lookup(dir.caller(), dir.node(), name).node());
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOTDIR && isSymlink(dir)) {
        throw Nfs4Exception.of(NfsStat4.NFS4ERR_SYMLINK);
      }
      throw e;
    }
  }

  private static boolean isSymlink(Target target) throws ErrnoException {
    return target.vfs().getattr(target.caller(), target.node()).type() == FileType.SYMLINK;
  }

  /// The export that is seen under this name instead of what is there.
  static @Nullable Export inner(Compound compound, Target dir, Name name) {
    return compound.door().exports().table().below(dir.export(), dir.node(), name);
  }

  /// @throws ErrnoException ENOENT this client is not to know of it
  static Target entered(Compound compound, Export inner) throws ErrnoException {
    if (inner.rule(compound.call().connection().peer()) == null) {
      throw Errno.ENOENT.exception();
    }
    return Target.of(compound.call(), inner, inner.vfs().root());
  }

  /// @throws ErrnoException ENOENT there is nothing above; ENOTDIR
  /// @throws Nfs4Exception SYMLINK
  static Target parent(Compound compound, Target dir) throws ErrnoException, Nfs4Exception {
    if (!dir.node().equals(dir.vfs().root())) {
      return found(dir, Name.DOT_DOT);
    }
    ExportTable.ExportedDirectory above = compound.door().exports().table().above(dir.export());
    if (above == null) {
      throw Errno.ENOENT.exception();
    }
    return Target.of(compound.call(), above.export(), above.node());
  }

  /// That nothing which is an export to clients gets another name.
  ///
  /// @throws ErrnoException EBUSY
  static void requireNoExport(Compound compound, Target dir, Name name) throws ErrnoException {
    if (inner(compound, dir, name) != null) {
      throw Errno.EBUSY.exception();
    }
  }

  /// The change of a directory, as far as it is known.
  static ChangeInfo4 info(Change change) {
    Attributes before = change.before();
    Attributes after = change.after();
    return new ChangeInfo4(
        change.atomic() && before != null && after != null,
        before == null ? 0 : before.change(),
        after == null ? 0 : after.change());
  }
}

package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Client;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.server.state.OpenState;
import dev.byway.vfs.Access;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.wire.nfs4.Bitmap4;
import dev.byway.wire.nfs4.ChangeInfo4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.OpenClaim4;
import dev.byway.wire.nfs4.OpenDelegation4;
import dev.byway.wire.nfs4.Stateid4;

/// What the ways to open a file have in common.
///
/// @param access bits of [Open4#BOTH]
record Opening(Compound compound, Open4.Args args, int access) {
  /// What was open before a restart stays so whatever its mode is by now.
  OpenHow how() {
    boolean reclaim = args.claim() instanceof OpenClaim4.Previous;
    return new OpenHow((access & Open4.READ) != 0, (access & Open4.WRITE) != 0, reclaim);
  }

  /// Opens a file that is there.
  ///
  /// @throws Nfs4Exception SYMLINK, WRONG_TYPE
  OpenFile open(Target file) throws ErrnoException, Nfs4Exception {
    if ((access & Open4.WRITE) != 0) {
      file.requireWritable();
    }
    try {
      return file.vfs().open(file.caller(), file.node(), how());
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EINVAL) {
        throw Nfs4Exception.of(noFile(file));
      }
      if (e.errno() == Errno.EACCES) {
        return executable(file);
      }
      throw e;
    }
  }

  private static NfsStat4 noFile(Target file) throws ErrnoException {
    FileType type = file.vfs().getattr(file.caller(), file.node()).type();
    return type == FileType.SYMLINK ? NfsStat4.NFS4ERR_SYMLINK : NfsStat4.NFS4ERR_WRONG_TYPE;
  }

  /// Who may execute a file may have it read for that (RFC 8881 §6.2.1.3.2).
  private OpenFile executable(Target file) throws ErrnoException {
    boolean may =
        access == Open4.READ && file.vfs().access(file.caller(), file.node(), Access.EXECUTE) != 0;
    if (!may) {
      throw Errno.EACCES.exception();
    }
    return file.vfs().open(file.caller(), file.node(), how().withOwnerOverride());
  }

  /// Before a file that may be there is cut short.
  ///
  /// @throws Nfs4Exception SHARE_DENIED
  void requireNotShared(Target dir, Name name) throws ErrnoException, Nfs4Exception {
    Node node = dir.nodeToDrop(name);
    if (node != null) {
      Client client = compound.client();
      compound.door().files().check(client, args.owner().owner(), node, access, args.shareDeny());
    }
  }

  /// The file is open: the client's from here on.
  NfsStat4 done(Target file, OpenFile opened, ChangeInfo4 info, Bitmap4 set) throws Nfs4Exception {
    OpenState state =
        compound
            .door()
            .files()
            .open(
                compound.client(),
                args.owner().owner(),
                file.vfs(),
                opened,
                access,
                args.shareDeny());
    Stateid4 stateid = state.stateid();
    compound.current(file);
    compound.currentStateid(stateid);
    new Open4.Ok(stateid, info, Open4.RESULT_LOCKTYPE_POSIX, set, delegation())
        .encode(compound.out());
    return NfsStat4.NFS4_OK;
  }

  private OpenDelegation4 delegation() {
    int wanted = args.shareAccess() & Open4.WANT_DELEG_MASK;
    if (wanted == 0) {
      return OpenDelegation4.None.NONE;
    }
    int why =
        wanted == Open4.WANT_NO_DELEG
            ? OpenDelegation4.NoneExt.NOT_WANTED
            : OpenDelegation4.NoneExt.RESOURCE;
    return new OpenDelegation4.NoneExt(why, false);
  }
}

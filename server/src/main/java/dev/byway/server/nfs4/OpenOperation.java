package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Name;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.SetAttributes;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Bitmap4;
import dev.byway.wire.nfs4.ChangeInfo4;
import dev.byway.wire.nfs4.Fattr4;
import dev.byway.wire.nfs4.FattrNumber;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.OpenClaim4;
import dev.byway.wire.nfs4.OpenHow4;
import java.util.Objects;

/// OPEN, RFC 8881 §18.16. No delegations are given.
final class OpenOperation implements Operation {
  private static final int KNOWN_ACCESS = Open4.BOTH | Open4.WANT_DELEG_MASK | 0x3_0000;

  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Open4.Args args = Open4.Args.decode(compound.args());
    Target at = compound.current();
    int access = args.shareAccess() & Open4.BOTH;
    if (access == 0
        || (args.shareAccess() & ~KNOWN_ACCESS) != 0
        || (args.shareDeny() & ~Open4.BOTH) != 0) {
      return NfsStat4.NFS4ERR_INVAL;
    }
    boolean reclaim = args.claim() instanceof OpenClaim4.Previous;
    compound.door().clients().grace().require(compound.client(), reclaim);
    Opening opening = new Opening(compound, args, access);
    return switch (args.claim()) {
      case OpenClaim4.Null name -> byName(opening, at, Names.of(name.file()));
      case OpenClaim4.Fh fh -> byHandle(opening, at);
      case OpenClaim4.Previous previous -> byHandle(opening, at);
      // None was given.
      case OpenClaim4.DelegateCur cur -> NfsStat4.NFS4ERR_BAD_STATEID;
      case OpenClaim4.DelegCurFh cur -> NfsStat4.NFS4ERR_BAD_STATEID;
      case OpenClaim4.DelegatePrev previous -> NfsStat4.NFS4ERR_NOTSUPP;
      case OpenClaim4.DelegPrevFh previous -> NfsStat4.NFS4ERR_NOTSUPP;
    };
  }

  private static NfsStat4 byHandle(Opening opening, Target file)
      throws ErrnoException, Nfs4Exception {
    if (!(opening.args().openhow() instanceof OpenHow4.NoCreate)) {
      return NfsStat4.NFS4ERR_INVAL;
    }
    OpenFile opened = opening.open(file);
    return opening.done(file, opened, new ChangeInfo4(false, 0, 0), Bitmap4.EMPTY);
  }

  private static NfsStat4 byName(Opening opening, Target dir, Name name)
      throws WireException, ErrnoException, Nfs4Exception {
    return switch (opening.args().openhow()) {
      case OpenHow4.NoCreate plain -> {
        Attributes before = dir.vfs().getattr(dir.caller(), dir.node());
        Target file = Names.lookup(opening.compound(), dir, name);
        long change = before.change();
        OpenFile opened = opening.open(file);
        yield opening.done(file, opened, new ChangeInfo4(true, change, change), Bitmap4.EMPTY);
      }
      case OpenHow4.Unchecked unchecked -> {
        SetAttributes set = SettableAttributes.of(unchecked.attrs(), dir.export());
        yield create(opening, dir, name, new CreateHow.Unchecked(set), unchecked.attrs());
      }
      case OpenHow4.Guarded guarded -> {
        SetAttributes set = SettableAttributes.of(guarded.attrs(), dir.export());
        yield create(opening, dir, name, new CreateHow.Guarded(set), guarded.attrs());
      }
      case OpenHow4.Exclusive exclusive ->
          create(opening, dir, name, new CreateHow.Exclusive(exclusive.verf()), Fattr4.NONE);
      case OpenHow4.Exclusive1 exclusive -> {
        Bitmap4 wanted = exclusive.attrs().attrmask();
        if (!wanted.minus(SettableAttributes.EXCLCREAT).isEmpty()) {
          yield NfsStat4.NFS4ERR_INVAL;
        }
        CreateHow how = new CreateHow.Exclusive(exclusive.verf());
        yield create(opening, dir, name, how, exclusive.attrs());
      }
    };
  }

  private static NfsStat4 create(
      Opening opening, Target dir, Name name, CreateHow how, Fattr4 attrs)
      throws WireException, ErrnoException, Nfs4Exception {
    dir.requireChangeable();
    Names.requireNoExport(opening.compound(), dir, name);
    boolean truncates = how instanceof CreateHow.Unchecked set && set.attributes().size() != null;
    if (truncates) {
      opening.requireNotShared(dir, name);
    }
    Created created = dir.vfs().create(dir.caller(), dir.node(), name, how, opening.how());
    OpenFile file = Objects.requireNonNull(created.file());
    Bitmap4 set;
    try {
      set = settle(dir, created, file, how, attrs);
    } catch (ErrnoException | Nfs4Exception | WireException e) {
      file.close();
      throw e;
    }
    Target target = dir.with(created.entry().node());
    return opening.done(target, file, info(dir, created), set);
  }

  /// @return what was set
  private static Bitmap4 settle(
      Target dir, Created created, OpenFile file, CreateHow how, Fattr4 attrs)
      throws WireException, ErrnoException, Nfs4Exception {
    Bitmap4 set = attrs.attrmask();
    if (!created.fresh()) {
      set = set.and(Bitmap4.of(FattrNumber.SIZE));
    } else if (how instanceof CreateHow.Exclusive) {
      SetAttributes more = SettableAttributes.of(attrs, dir.export());
      if (!more.isEmpty()) {
        dir.vfs().setattr(dir.caller().asPatient(), file.node(), more, null, true);
      }
      dir.settle(created);
    } else {
      dir.settle(created);
    }
    // The times hold the verifier: the client sets them anew.
    return how instanceof CreateHow.Exclusive
        ? set.with(FattrNumber.TIME_ACCESS).with(FattrNumber.TIME_MODIFY)
        : set;
  }

  /// Clients take a directory that has not changed for a file that was there before.
  private static ChangeInfo4 info(Target dir, Created created) throws ErrnoException {
    ChangeInfo4 info = Names.info(created.directory());
    if (!created.fresh()) {
      long now = dir.vfs().getattr(dir.caller().asPatient(), dir.node()).change();
      return new ChangeInfo4(true, now, now);
    }
    return info.before() == info.after()
        ? new ChangeInfo4(false, info.after() - 1, info.after())
        : info;
  }
}

package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Export;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.SetAttributes;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Bitmap4;
import dev.byway.wire.nfs4.Fattr4;
import dev.byway.wire.nfs4.FattrNumber;
import dev.byway.wire.nfs4.Nfs4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.NfsTime4;
import dev.byway.wire.nfs4.SetTime4;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;

/// From a client's `fattr4` to what a room sets.
final class SettableAttributes {
  /// Permission bits, set-id, set-gid, sticky.
  private static final int MODE = 07777;

  /// What SETATTR, CREATE and OPEN may set.
  static final Bitmap4 SETTABLE =
      Bitmap4.of(
          FattrNumber.SIZE,
          FattrNumber.MODE,
          FattrNumber.OWNER,
          FattrNumber.OWNER_GROUP,
          FattrNumber.TIME_ACCESS_SET,
          FattrNumber.TIME_MODIFY_SET);

  /// What an exclusive create may set: the times hold its verifier.
  static final Bitmap4 EXCLCREAT =
      SETTABLE.without(FattrNumber.TIME_ACCESS_SET).without(FattrNumber.TIME_MODIFY_SET);

  private SettableAttributes() {}

  /// @throws Nfs4Exception ATTRNOTSUPP; INVAL what cannot be set; BADOWNER
  /// @throws ErrnoException EFBIG a size beyond 2⁶³; EINVAL a time that is none
  static SetAttributes of(Fattr4 fattr, Export export)
      throws WireException, ErrnoException, Nfs4Exception {
    Bitmap4 mask = fattr.attrmask();
    if (!mask.minus(SETTABLE).isEmpty()) {
      Bitmap4 unknown = mask.minus(SETTABLE).minus(Attributes4.supported(export));
      throw Nfs4Exception.of(
          unknown.isEmpty() ? NfsStat4.NFS4ERR_INVAL : NfsStat4.NFS4ERR_ATTRNOTSUPP);
    }
    XdrReader values = new XdrReader(fattr.values().duplicate());
    SetAttributes set = SetAttributes.NONE;
    if (mask.has(FattrNumber.SIZE)) {
      long size = values.int64();
      if (size < 0) {
        throw Errno.EFBIG.exception();
      }
      set = set.withSize(size);
    }
    if (mask.has(FattrNumber.MODE)) {
      int mode = values.int32();
      if ((mode & ~MODE) != 0) {
        throw Nfs4Exception.of(NfsStat4.NFS4ERR_INVAL);
      }
      set = set.withMode(mode);
    }
    if (mask.has(FattrNumber.OWNER)) {
      set = set.withUid(id(values.string(Nfs4.NFS4_OPAQUE_LIMIT)));
    }
    if (mask.has(FattrNumber.OWNER_GROUP)) {
      set = set.withGid(id(values.string(Nfs4.NFS4_OPAQUE_LIMIT)));
    }
    if (mask.has(FattrNumber.TIME_ACCESS_SET)) {
      set = set.withAtime(time(SetTime4.decode(values)));
    }
    if (mask.has(FattrNumber.TIME_MODIFY_SET)) {
      set = set.withMtime(time(SetTime4.decode(values)));
    }
    if (values.remaining() > 0) {
      throw new WireException(values.remaining() + " bytes behind the attributes");
    }
    return set;
  }

  /// Owners are numbers, in digits (RFC 8881 §5.9).
  private static int id(XdrString owner) throws Nfs4Exception {
    byte[] digits = owner.unsafeBytes();
    long id = digits.length == 0 ? -1 : 0;
    for (byte digit : digits) {
      id = digit < '0' || digit > '9' || id > 0xffff_ffffL ? -1 : id * 10 + digit - '0';
      if (id < 0) {
        break;
      }
    }
    if (id < 0 || id > 0xffff_ffffL) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_BADOWNER);
    }
    return (int) id;
  }

  private static SetAttributes.SetTime time(SetTime4 time) throws ErrnoException {
    NfsTime4 given = time.time();
    if (given == null) {
      return SetAttributes.SetTime.NOW;
    }
    if (!given.isValid()) {
      throw Errno.EINVAL.exception();
    }
    return new SetAttributes.SetTime.At(Attributes.time(given.seconds(), given.nseconds()));
  }
}

package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// OPEN, RFC 8881 §18.16.
public final class Open4 {
  /// `OPEN4_SHARE_ACCESS_READ`, and `OPEN4_SHARE_DENY_READ`.
  public static final int READ = 1;

  /// `OPEN4_SHARE_ACCESS_WRITE`, and `OPEN4_SHARE_DENY_WRITE`.
  public static final int WRITE = 2;

  /// Both.
  public static final int BOTH = 3;

  /// The bits of `share_access` that say which delegation the client wants.
  public static final int WANT_DELEG_MASK = 0xff00;

  public static final int WANT_NO_DELEG = 0x0400;

  /// `OPEN4_RESULT_LOCKTYPE_POSIX`: locks may be split and joined.
  public static final int RESULT_LOCKTYPE_POSIX = 4;

  /// `OPEN4_RESULT_PRESERVE_UNLINKED`: an open file outlives its name.
  public static final int RESULT_PRESERVE_UNLINKED = 8;

  /// `OPEN4_RESULT_MAY_NOTIFY_LOCK`.
  public static final int RESULT_MAY_NOTIFY_LOCK = 0x20;

  private Open4() {}

  /// @param seqid not looked at in 4.1
  /// @param shareAccess [#READ], [#WRITE], [#BOTH], and what delegation is wanted
  public record Args(
      int seqid,
      int shareAccess,
      int shareDeny,
      StateOwner4 owner,
      OpenHow4 openhow,
      OpenClaim4 claim) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(
          reader.int32(),
          reader.int32(),
          reader.int32(),
          StateOwner4.decode(reader),
          OpenHow4.decode(reader),
          OpenClaim4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      writer.int32(seqid);
      writer.int32(shareAccess);
      writer.int32(shareDeny);
      owner.encode(writer);
      openhow.encode(writer);
      claim.encode(writer);
    }
  }

  public record Ok(
      Stateid4 stateid,
      ChangeInfo4 cinfo,
      int rflags,
      Bitmap4 attrset,
      OpenDelegation4 delegation) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(
          Stateid4.decode(reader),
          ChangeInfo4.decode(reader),
          reader.int32(),
          Bitmap4.decode(reader),
          OpenDelegation4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      stateid.encode(writer);
      cinfo.encode(writer);
      writer.int32(rflags);
      attrset.encode(writer);
      delegation.encode(writer);
    }
  }
}

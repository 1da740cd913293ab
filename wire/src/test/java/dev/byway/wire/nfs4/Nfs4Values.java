package dev.byway.wire.nfs4;

import dev.byway.wire.Values;
import dev.byway.wire.rpc.AuthSys;
import dev.byway.wire.xdr.XdrString;
import java.nio.ByteBuffer;

/// Made-up parts of NFSv4 messages.
final class Nfs4Values {
  private Nfs4Values() {}

  static XdrString name(Values v) {
    return v.string(Nfs4.MAX_NAME);
  }

  static Stateid4 stateid(Values v) {
    return new Stateid4(v.int32(), v.int64(), v.int32());
  }

  static SessionId4 session(Values v) {
    return new SessionId4(v.int64(), v.int64());
  }

  static Bitmap4 bitmap(Values v) {
    return new Bitmap4(v.int32(), v.int32(), v.int32(), v.bool());
  }

  static FileHandle4 handle(Values v) {
    return FileHandle4.of(v.bytes(v.length(Nfs4.NFS4_FHSIZE)));
  }

  static Fattr4 fattr(Values v) {
    return new Fattr4(bitmap(v), ByteBuffer.wrap(v.bytes(4 * v.length(200))));
  }

  static StateOwner4 owner(Values v) {
    return new StateOwner4(v.int64(), v.string(Nfs4.NFS4_OPAQUE_LIMIT));
  }

  static ChangeInfo4 cinfo(Values v) {
    return new ChangeInfo4(v.bool(), v.int64(), v.int64());
  }

  static Locker4 locker(Values v) {
    return v.bool()
        ? new Locker4.New(v.int32(), stateid(v), v.int32(), owner(v))
        : new Locker4.Known(stateid(v), v.int32());
  }

  static OpenHow4 openhow(Values v) {
    return switch (v.length(4)) {
      case 0 -> OpenHow4.NoCreate.NO_CREATE;
      case 1 -> new OpenHow4.Unchecked(fattr(v));
      case 2 -> new OpenHow4.Guarded(fattr(v));
      case 3 -> new OpenHow4.Exclusive(v.int64());
      default -> new OpenHow4.Exclusive1(v.int64(), fattr(v));
    };
  }

  static OpenClaim4 claim(Values v) {
    return switch (v.length(6)) {
      case 0 -> new OpenClaim4.Null(name(v));
      case 1 -> new OpenClaim4.Previous(v.int32());
      case 2 -> new OpenClaim4.DelegateCur(stateid(v), name(v));
      case 3 -> new OpenClaim4.DelegatePrev(name(v));
      case 4 -> OpenClaim4.Fh.FH;
      case 5 -> new OpenClaim4.DelegCurFh(stateid(v));
      default -> OpenClaim4.DelegPrevFh.DELEG_PREV_FH;
    };
  }

  static OpenDelegation4 delegation(Values v) {
    return switch (v.length(3)) {
      case 0 -> OpenDelegation4.None.NONE;
      case 1 ->
          new OpenDelegation4.Read(
              stateid(v),
              v.bool(),
              new Nfsace4(v.int32(), v.int32(), v.int32(), v.string(Nfs4.NFS4_OPAQUE_LIMIT)));
      case 2 -> new OpenDelegation4.NoneExt(OpenDelegation4.NoneExt.CONTENTION, v.bool());
      default -> new OpenDelegation4.NoneExt(OpenDelegation4.NoneExt.NOT_WANTED, false);
    };
  }

  static CallbackSec4 callbackSec(Values v) {
    return switch (v.length(2)) {
      case 0 -> new CallbackSec4(0, null);
      case 1 ->
          new CallbackSec4(
              1,
              new AuthSys(
                  v.int32(), v.string(AuthSys.MAX_MACHINENAME), v.int32(), v.int32(), new int[2]));
      default -> new CallbackSec4(6, null);
    };
  }

  static StateProtect4 protect(Values v) {
    return switch (v.length(2)) {
      case 0 -> StateProtect4.NONE;
      case 1 -> new StateProtect4(StateProtect4.SP4_MACH_CRED, bitmap(v), bitmap(v));
      default -> new StateProtect4(StateProtect4.SP4_SSV, bitmap(v), bitmap(v));
    };
  }

  static ImplId4 impl(Values v) {
    return new ImplId4(
        v.string(Nfs4.NFS4_OPAQUE_LIMIT),
        v.string(Nfs4.NFS4_OPAQUE_LIMIT),
        new NfsTime4(v.int64(), v.int32()));
  }

  static ChannelAttrs4 channel(Values v) {
    return new ChannelAttrs4(
        v.int32(), v.int32(), v.int32(), v.int32(), v.int32(), v.int32(), v.maybe(v::int32));
  }

  static Create4.Args create(Values v) {
    FsType4 type = v.oneOf(FsType4.values());
    boolean device = type == FsType4.NF4BLK || type == FsType4.NF4CHR;
    return new Create4.Args(
        type,
        type == FsType4.NF4LNK ? v.string(Nfs4.MAX_LINK_TEXT) : XdrString.EMPTY,
        device ? v.int32() : 0,
        device ? v.int32() : 0,
        name(v),
        fattr(v));
  }
}

package dev.byway.wire.rpc;

import dev.byway.wire.Codec;
import dev.byway.wire.Values;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import java.util.List;

/// All messages of ONC RPC.
public final class RpcCodecs {
  public static final List<Codec<?>> ALL =
      List.of(
          new Codec<>("call", RpcCodecs::call, CallHeader::encode, CallHeader::decode),
          new Codec<>("reply", RpcCodecs::reply, ReplyHeader::encode, ReplyHeader::decode),
          new Codec<>(
              "authsys_parms",
              RpcCodecs::authSys,
              AuthSys::encode,
              (XdrReader reader) -> AuthSys.decode(reader)));

  private RpcCodecs() {}

  private static CallHeader call(Values v) {
    return new CallHeader(v.int32(), 2, v.int32(), v.int32(), v.int32(), v.auth(), v.auth());
  }

  private static ReplyHeader reply(Values v) {
    return new ReplyHeader(
        v.int32(),
        v.oneOf(
            new ReplyBody.Success(v.auth()),
            new ReplyBody.ProgUnavail(v.auth()),
            new ReplyBody.ProgMismatch(v.auth(), v.int32(), v.int32()),
            new ReplyBody.ProcUnavail(v.auth()),
            new ReplyBody.GarbageArgs(v.auth()),
            new ReplyBody.SystemErr(v.auth()),
            new ReplyBody.RpcMismatch(v.int32(), v.int32()),
            new ReplyBody.AuthError(v.oneOf(AuthStat.values()))));
  }

  private static AuthSys authSys(Values v) {
    int[] gids = new int[v.length(AuthSys.MAX_GIDS)];
    for (int i = 0; i < gids.length; i++) {
      gids[i] = v.int32();
    }
    XdrString machinename = v.string(AuthSys.MAX_MACHINENAME);
    return new AuthSys(v.int32(), machinename, v.int32(), v.int32(), gids);
  }
}

package dev.byway.wire.rpc;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/// The body of an AUTH_SYS credential, RFC 5531 appendix A.
///
///     struct authsys_parms {
///         unsigned int stamp;
///         string machinename<255>;
///         unsigned int uid;
///         unsigned int gid;
///         unsigned int gids<16>;
///     };
///
/// @param stamp any number
/// @param machinename at most 255 bytes
/// @param uid unsigned
/// @param gid unsigned
/// @param gids unsigned, at most 16: whoever has more cannot say so here
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode look into it
public record AuthSys(int stamp, XdrString machinename, int uid, int gid, int[] gids) {
  public static final int MAX_MACHINENAME = 255;
  public static final int MAX_GIDS = 16;

  /// From the body of an [OpaqueAuth] of flavor AUTH_SYS; the body's position stays.
  ///
  /// @throws WireException malformed: the answer is AUTH_BADCRED
  public static AuthSys decode(ByteBuffer body) throws WireException {
    return decode(new XdrReader(body.duplicate()));
  }

  public static AuthSys decode(XdrReader reader) throws WireException {
    int stamp = reader.int32();
    XdrString machinename = reader.string(MAX_MACHINENAME);
    int uid = reader.int32();
    int gid = reader.int32();
    int[] gids = new int[reader.count(MAX_GIDS)];
    for (int i = 0; i < gids.length; i++) {
      gids[i] = reader.int32();
    }
    return new AuthSys(stamp, machinename, uid, gid, gids);
  }

  public void encode(XdrWriter writer) {
    writer.int32(stamp);
    writer.string(machinename);
    writer.int32(uid);
    writer.int32(gid);
    writer.int32(gids.length);
    for (int each : gids) {
      writer.int32(each);
    }
  }

  /// As a credential, in a buffer of its own: encode once, send with every call.
  ///
  /// @throws IllegalArgumentException over 255 bytes of machine name or 16 groups
  public OpaqueAuth toOpaqueAuth() {
    if (machinename.length() > MAX_MACHINENAME || gids.length > MAX_GIDS) {
      throw new IllegalArgumentException("AUTH_SYS cannot hold " + this);
    }
    ByteBuffer body = ByteBuffer.allocate(OpaqueAuth.MAX_BODY);
    encode(new XdrWriter(body));
    return new OpaqueAuth(AuthFlavor.AUTH_SYS, body.flip());
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof AuthSys that
        && stamp == that.stamp
        && machinename.equals(that.machinename)
        && uid == that.uid
        && gid == that.gid
        && Arrays.equals(gids, that.gids);
  }

  @Override
  public int hashCode() {
    return Objects.hash(stamp, machinename, uid, gid, Arrays.hashCode(gids));
  }

  @Override
  public String toString() {
    return "AuthSys[machinename=%s, uid=%s, gid=%s, gids=%s]"
        .formatted(
            machinename,
            Integer.toUnsignedString(uid),
            Integer.toUnsignedString(gid),
            Arrays.toString(gids));
  }
}

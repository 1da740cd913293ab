package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// EXCHANGE_ID, RFC 8881 §18.35: a client says who it is.
public final class ExchangeId4 {
  public static final int FLAG_SUPP_MOVED_REFER = 0x1;
  public static final int FLAG_SUPP_MOVED_MIGR = 0x2;
  public static final int FLAG_BIND_PRINC_STATEID = 0x100;
  public static final int FLAG_USE_NON_PNFS = 0x1_0000;
  public static final int FLAG_USE_PNFS_MDS = 0x2_0000;
  public static final int FLAG_USE_PNFS_DS = 0x4_0000;
  public static final int FLAG_UPD_CONFIRMED_REC_A = 0x4000_0000;
  public static final int FLAG_CONFIRMED_R = 0x8000_0000;

  private ExchangeId4() {}

  /// @param verifier different each time that the client starts
  /// @param ownerid the client's name, the same for as long as there is one
  /// @param flags `EXCHGID4_FLAG_…`
  public record Args(
      long verifier,
      XdrString ownerid,
      int flags,
      StateProtect4 stateProtect,
      @Nullable ImplId4 clientImplId) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(
          reader.int64(),
          reader.string(Nfs4.NFS4_OPAQUE_LIMIT),
          reader.int32(),
          StateProtect4.decode(reader),
          ImplId4.decodeMaybe(reader));
    }

    public void encode(XdrWriter writer) {
      writer.int64(verifier);
      writer.string(ownerid);
      writer.int32(flags);
      stateProtect.encode(writer);
      ImplId4.encodeMaybe(writer, clientImplId);
    }
  }

  /// With SP4_NONE, the only protection that is spoken.
  ///
  /// @param serverMinorId with `serverMajorId`: which server; connections to the same one are
  ///     trunked
  /// @param serverScope servers of one scope know each other's state
  public record Ok(
      long clientid,
      int sequenceid,
      int flags,
      long serverMinorId,
      XdrString serverMajorId,
      XdrString serverScope,
      @Nullable ImplId4 serverImplId) {
    public static Ok decode(XdrReader reader) throws WireException {
      long clientid = reader.int64();
      int sequenceid = reader.int32();
      int flags = reader.int32();
      int protect = reader.int32();
      if (protect != StateProtect4.SP4_NONE) {
        throw new WireException("state_protect_how4 " + protect + " was not asked for");
      }
      return new Ok(
          clientid,
          sequenceid,
          flags,
          reader.int64(),
          reader.string(Nfs4.NFS4_OPAQUE_LIMIT),
          reader.string(Nfs4.NFS4_OPAQUE_LIMIT),
          ImplId4.decodeMaybe(reader));
    }

    public void encode(XdrWriter writer) {
      writer.int64(clientid);
      writer.int32(sequenceid);
      writer.int32(flags);
      writer.int32(StateProtect4.SP4_NONE);
      writer.int64(serverMinorId);
      writer.string(serverMajorId);
      writer.string(serverScope);
      ImplId4.encodeMaybe(writer, serverImplId);
    }
  }
}

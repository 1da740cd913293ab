package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// SETATTR, RFC 1813 §3.3.2: sets attributes, truncates.
///
///     struct SETATTR3args { nfs_fh3 object; sattr3 new_attributes; sattrguard3 guard; };
///     union sattrguard3 switch (bool check) {
///     case TRUE:  nfstime3 obj_ctime;
///     case FALSE: void;
///     };
///     union SETATTR3res switch (nfsstat3 status) {
///     case NFS3_OK: struct { wcc_data obj_wcc; } resok;
///     default:      struct { wcc_data obj_wcc; } resfail;
///     };
public final class Setattr3 {
  private Setattr3() {}

  /// @param guard the ctime that the file must have, else NFS3ERR_NOT_SYNC; null for no such check
  public record Args(FileHandle3 object, Sattr3 newAttributes, @Nullable NfsTime3 guard) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(
          FileHandle3.decode(reader),
          Sattr3.decode(reader),
          reader.bool() ? NfsTime3.decode(reader) : null);
    }

    public void encode(XdrWriter writer) {
      object.encode(writer);
      newAttributes.encode(writer);
      writer.bool(guard != null);
      if (guard != null) {
        guard.encode(writer);
      }
    }
  }

  public sealed interface Res {
    NfsStat3 status();

    WccData objWcc();

    void encode(XdrWriter writer);

    static Res decode(XdrReader reader) throws WireException {
      NfsStat3 status = NfsStat3.decode(reader);
      WccData objWcc = WccData.decode(reader);
      return status == NfsStat3.NFS3_OK ? new Ok(objWcc) : new Fail(status, objWcc);
    }

    record Ok(WccData objWcc) implements Res {
      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        objWcc.encode(writer);
      }
    }

    record Fail(NfsStat3 status, WccData objWcc) implements Res {
      @Override
      public void encode(XdrWriter writer) {
        status.encode(writer);
        objWcc.encode(writer);
      }
    }
  }
}

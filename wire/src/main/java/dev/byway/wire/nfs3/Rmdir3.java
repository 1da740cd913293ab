package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// RMDIR, RFC 1813 §3.3.13: removes an empty directory.
///
///     struct RMDIR3args { diropargs3 object; };
///     union RMDIR3res switch (nfsstat3 status) {
///     case NFS3_OK: struct { wcc_data dir_wcc; } resok;
///     default:      struct { wcc_data dir_wcc; } resfail;
///     };
public final class Rmdir3 {
  private Rmdir3() {}

  public record Args(Diropargs3 object) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(Diropargs3.decode(reader));
    }

    public void encode(XdrWriter writer) {
      object.encode(writer);
    }
  }

  public sealed interface Res {
    NfsStat3 status();

    WccData dirWcc();

    void encode(XdrWriter writer);

    static Res decode(XdrReader reader) throws WireException {
      NfsStat3 status = NfsStat3.decode(reader);
      WccData dirWcc = WccData.decode(reader);
      return status == NfsStat3.NFS3_OK ? new Ok(dirWcc) : new Fail(status, dirWcc);
    }

    record Ok(WccData dirWcc) implements Res {
      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        dirWcc.encode(writer);
      }
    }

    record Fail(NfsStat3 status, WccData dirWcc) implements Res {
      @Override
      public void encode(XdrWriter writer) {
        status.encode(writer);
        dirWcc.encode(writer);
      }
    }
  }
}

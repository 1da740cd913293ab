package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// RENAME, RFC 1813 §3.3.14: gives a file another name, replacing what had it.
///
///     struct RENAME3args { diropargs3 from; diropargs3 to; };
///     union RENAME3res switch (nfsstat3 status) {
///     case NFS3_OK: struct { wcc_data fromdir_wcc; wcc_data todir_wcc; } resok;
///     default:      struct { wcc_data fromdir_wcc; wcc_data todir_wcc; } resfail;
///     };
public final class Rename3 {
  private Rename3() {}

  public record Args(Diropargs3 from, Diropargs3 to) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(Diropargs3.decode(reader), Diropargs3.decode(reader));
    }

    public void encode(XdrWriter writer) {
      from.encode(writer);
      to.encode(writer);
    }
  }

  public sealed interface Res {
    NfsStat3 status();

    WccData fromdirWcc();

    WccData todirWcc();

    void encode(XdrWriter writer);

    static Res decode(XdrReader reader) throws WireException {
      NfsStat3 status = NfsStat3.decode(reader);
      WccData fromdirWcc = WccData.decode(reader);
      WccData todirWcc = WccData.decode(reader);
      return status == NfsStat3.NFS3_OK
          ? new Ok(fromdirWcc, todirWcc)
          : new Fail(status, fromdirWcc, todirWcc);
    }

    record Ok(WccData fromdirWcc, WccData todirWcc) implements Res {
      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        fromdirWcc.encode(writer);
        todirWcc.encode(writer);
      }
    }

    record Fail(NfsStat3 status, WccData fromdirWcc, WccData todirWcc) implements Res {
      @Override
      public void encode(XdrWriter writer) {
        status.encode(writer);
        fromdirWcc.encode(writer);
        todirWcc.encode(writer);
      }
    }
  }
}

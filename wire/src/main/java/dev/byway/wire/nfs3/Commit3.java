package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// COMMIT, RFC 1813 §3.3.21: puts unstable writes on stable storage.
///
///     struct COMMIT3args { nfs_fh3 file; offset3 offset; count3 count; };
///     union COMMIT3res switch (nfsstat3 status) {
///     case NFS3_OK: struct { wcc_data file_wcc; writeverf3 verf; } resok;
///     default:      struct { wcc_data file_wcc; } resfail;
///     };
public final class Commit3 {
  private Commit3() {}

  /// @param offset bytes, unsigned
  /// @param count bytes, unsigned; 0 for all to the end
  public record Args(FileHandle3 file, long offset, int count) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(FileHandle3.decode(reader), reader.int64(), reader.int32());
    }

    public void encode(XdrWriter writer) {
      file.encode(writer);
      writer.int64(offset);
      writer.int32(count);
    }
  }

  public sealed interface Res {
    NfsStat3 status();

    WccData fileWcc();

    void encode(XdrWriter writer);

    static Res decode(XdrReader reader) throws WireException {
      NfsStat3 status = NfsStat3.decode(reader);
      WccData fileWcc = WccData.decode(reader);
      return status == NfsStat3.NFS3_OK
          ? new Ok(fileWcc, reader.int64())
          : new Fail(status, fileWcc);
    }

    /// @param verf the eight bytes of `writeverf3`, as in [Write3.Res.Ok]: when it differs from the
    ///     one of the WRITE, the data may be lost and is to be written again
    record Ok(WccData fileWcc, long verf) implements Res {
      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        fileWcc.encode(writer);
        writer.int64(verf);
      }
    }

    record Fail(NfsStat3 status, WccData fileWcc) implements Res {
      @Override
      public void encode(XdrWriter writer) {
        status.encode(writer);
        fileWcc.encode(writer);
      }
    }
  }
}

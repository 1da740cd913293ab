package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// LINK, RFC 1813 §3.3.15: gives a file one more name.
///
///     struct LINK3args { nfs_fh3 file; diropargs3 link; };
///     union LINK3res switch (nfsstat3 status) {
///     case NFS3_OK: struct { post_op_attr file_attributes; wcc_data linkdir_wcc; } resok;
///     default:      struct { post_op_attr file_attributes; wcc_data linkdir_wcc; } resfail;
///     };
public final class Link3 {
  private Link3() {}

  public record Args(FileHandle3 file, Diropargs3 link) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(FileHandle3.decode(reader), Diropargs3.decode(reader));
    }

    public void encode(XdrWriter writer) {
      file.encode(writer);
      link.encode(writer);
    }
  }

  public sealed interface Res {
    NfsStat3 status();

    @Nullable Fattr3 fileAttributes();

    WccData linkdirWcc();

    void encode(XdrWriter writer);

    static Res decode(XdrReader reader) throws WireException {
      NfsStat3 status = NfsStat3.decode(reader);
      Fattr3 fileAttributes = Fattr3.decodePostOp(reader);
      WccData linkdirWcc = WccData.decode(reader);
      return status == NfsStat3.NFS3_OK
          ? new Ok(fileAttributes, linkdirWcc)
          : new Fail(status, fileAttributes, linkdirWcc);
    }

    record Ok(@Nullable Fattr3 fileAttributes, WccData linkdirWcc) implements Res {
      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        Fattr3.encodePostOp(writer, fileAttributes);
        linkdirWcc.encode(writer);
      }
    }

    record Fail(NfsStat3 status, @Nullable Fattr3 fileAttributes, WccData linkdirWcc)
        implements Res {
      @Override
      public void encode(XdrWriter writer) {
        status.encode(writer);
        Fattr3.encodePostOp(writer, fileAttributes);
        linkdirWcc.encode(writer);
      }
    }
  }
}

package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// MKNOD, RFC 1813 §3.3.11: makes a special file.
///
///     struct MKNOD3args { diropargs3 where; mknoddata3 what; };
///     union MKNOD3res switch (nfsstat3 status) {
///     case NFS3_OK:
///         struct { post_op_fh3 obj; post_op_attr obj_attributes; wcc_data dir_wcc; } resok;
///     default:
///         struct { wcc_data dir_wcc; } resfail;
///     };
public final class Mknod3 {
  private Mknod3() {}

  public record Args(Diropargs3 where, Mknoddata3 what) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(Diropargs3.decode(reader), Mknoddata3.decode(reader));
    }

    public void encode(XdrWriter writer) {
      where.encode(writer);
      what.encode(writer);
    }
  }

  public sealed interface Res {
    NfsStat3 status();

    WccData dirWcc();

    void encode(XdrWriter writer);

    static Res decode(XdrReader reader) throws WireException {
      NfsStat3 status = NfsStat3.decode(reader);
      return status == NfsStat3.NFS3_OK
          ? new Ok(
              FileHandle3.decodePostOp(reader), Fattr3.decodePostOp(reader), WccData.decode(reader))
          : new Fail(status, WccData.decode(reader));
    }

    record Ok(@Nullable FileHandle3 obj, @Nullable Fattr3 objAttributes, WccData dirWcc)
        implements Res {
      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        FileHandle3.encodePostOp(writer, obj);
        Fattr3.encodePostOp(writer, objAttributes);
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

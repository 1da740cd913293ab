package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// LOOKUP, RFC 1813 §3.3.3: the handle of a name.
///
///     struct LOOKUP3args { diropargs3 what; };
///     union LOOKUP3res switch (nfsstat3 status) {
///     case NFS3_OK:
///         struct { nfs_fh3 object; post_op_attr obj_attributes; post_op_attr dir_attributes; }
///         resok;
///     default:
///         struct { post_op_attr dir_attributes; } resfail;
///     };
public final class Lookup3 {
  private Lookup3() {}

  public record Args(Diropargs3 what) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(Diropargs3.decode(reader));
    }

    public void encode(XdrWriter writer) {
      what.encode(writer);
    }
  }

  public sealed interface Res {
    NfsStat3 status();

    @Nullable Fattr3 dirAttributes();

    void encode(XdrWriter writer);

    static Res decode(XdrReader reader) throws WireException {
      NfsStat3 status = NfsStat3.decode(reader);
      return status == NfsStat3.NFS3_OK
          ? new Ok(
              FileHandle3.decode(reader), Fattr3.decodePostOp(reader), Fattr3.decodePostOp(reader))
          : new Fail(status, Fattr3.decodePostOp(reader));
    }

    record Ok(FileHandle3 object, @Nullable Fattr3 objAttributes, @Nullable Fattr3 dirAttributes)
        implements Res {
      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        object.encode(writer);
        Fattr3.encodePostOp(writer, objAttributes);
        Fattr3.encodePostOp(writer, dirAttributes);
      }
    }

    record Fail(NfsStat3 status, @Nullable Fattr3 dirAttributes) implements Res {
      @Override
      public void encode(XdrWriter writer) {
        status.encode(writer);
        Fattr3.encodePostOp(writer, dirAttributes);
      }
    }
  }
}

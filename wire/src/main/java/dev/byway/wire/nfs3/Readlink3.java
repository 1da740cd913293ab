package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// READLINK, RFC 1813 §3.3.5: the target of a symbolic link.
///
///     struct READLINK3args { nfs_fh3 symlink; };
///     union READLINK3res switch (nfsstat3 status) {
///     case NFS3_OK: struct { post_op_attr symlink_attributes; nfspath3 data; } resok;
///     default:      struct { post_op_attr symlink_attributes; } resfail;
///     };
public final class Readlink3 {
  private Readlink3() {}

  public record Args(FileHandle3 symlink) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(FileHandle3.decode(reader));
    }

    public void encode(XdrWriter writer) {
      symlink.encode(writer);
    }
  }

  public sealed interface Res {
    NfsStat3 status();

    @Nullable Fattr3 symlinkAttributes();

    void encode(XdrWriter writer);

    static Res decode(XdrReader reader) throws WireException {
      NfsStat3 status = NfsStat3.decode(reader);
      Fattr3 symlinkAttributes = Fattr3.decodePostOp(reader);
      return status == NfsStat3.NFS3_OK
          ? new Ok(symlinkAttributes, reader.string(Nfs3.MAX_PATH))
          : new Fail(status, symlinkAttributes);
    }

    record Ok(@Nullable Fattr3 symlinkAttributes, XdrString data) implements Res {
      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        Fattr3.encodePostOp(writer, symlinkAttributes);
        writer.string(data);
      }
    }

    record Fail(NfsStat3 status, @Nullable Fattr3 symlinkAttributes) implements Res {
      @Override
      public void encode(XdrWriter writer) {
        status.encode(writer);
        Fattr3.encodePostOp(writer, symlinkAttributes);
      }
    }
  }
}

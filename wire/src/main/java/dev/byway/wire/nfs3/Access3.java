package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// ACCESS, RFC 1813 §3.3.4: what the caller may do with a file.
///
///     struct ACCESS3args { nfs_fh3 object; uint32 access; };
///     union ACCESS3res switch (nfsstat3 status) {
///     case NFS3_OK: struct { post_op_attr obj_attributes; uint32 access; } resok;
///     default:      struct { post_op_attr obj_attributes; } resfail;
///     };
public final class Access3 {
  /// Read data, or list a directory.
  public static final int ACCESS3_READ = 0x0001;

  /// Look up a name in a directory; has no meaning for others.
  public static final int ACCESS3_LOOKUP = 0x0002;

  /// Rewrite existing data, or change entries of a directory.
  public static final int ACCESS3_MODIFY = 0x0004;

  /// Write new data, or add entries to a directory.
  public static final int ACCESS3_EXTEND = 0x0008;

  /// Delete an existing entry of a directory.
  public static final int ACCESS3_DELETE = 0x0010;

  /// Execute a file; has no meaning for a directory.
  public static final int ACCESS3_EXECUTE = 0x0020;

  private Access3() {}

  /// @param access the `ACCESS3_` bits asked about
  public record Args(FileHandle3 object, int access) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(FileHandle3.decode(reader), reader.int32());
    }

    public void encode(XdrWriter writer) {
      object.encode(writer);
      writer.int32(access);
    }
  }

  public sealed interface Res {
    NfsStat3 status();

    @Nullable Fattr3 objAttributes();

    void encode(XdrWriter writer);

    static Res decode(XdrReader reader) throws WireException {
      NfsStat3 status = NfsStat3.decode(reader);
      Fattr3 objAttributes = Fattr3.decodePostOp(reader);
      return status == NfsStat3.NFS3_OK
          ? new Ok(objAttributes, reader.int32())
          : new Fail(status, objAttributes);
    }

    /// @param access of the bits asked about, those that are granted
    record Ok(@Nullable Fattr3 objAttributes, int access) implements Res {
      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        Fattr3.encodePostOp(writer, objAttributes);
        writer.int32(access);
      }
    }

    record Fail(NfsStat3 status, @Nullable Fattr3 objAttributes) implements Res {
      @Override
      public void encode(XdrWriter writer) {
        status.encode(writer);
        Fattr3.encodePostOp(writer, objAttributes);
      }
    }
  }
}

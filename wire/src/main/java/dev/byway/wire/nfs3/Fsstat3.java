package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// FSSTAT, RFC 1813 §3.3.18: how full a file system is.
///
///     struct FSSTAT3args { nfs_fh3 fsroot; };
///     union FSSTAT3res switch (nfsstat3 status) {
///     case NFS3_OK:
///         struct {
///             post_op_attr obj_attributes;
///             size3 tbytes; size3 fbytes; size3 abytes;
///             size3 tfiles; size3 ffiles; size3 afiles;
///             uint32 invarsec;
///         } resok;
///     default:
///         struct { post_op_attr obj_attributes; } resfail;
///     };
public final class Fsstat3 {
  private Fsstat3() {}

  public record Args(FileHandle3 fsroot) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(FileHandle3.decode(reader));
    }

    public void encode(XdrWriter writer) {
      fsroot.encode(writer);
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
          ? new Ok(
              objAttributes,
              reader.int64(),
              reader.int64(),
              reader.int64(),
              reader.int64(),
              reader.int64(),
              reader.int64(),
              reader.int32())
          : new Fail(status, objAttributes);
    }

    /// @param tbytes size, bytes
    /// @param fbytes free, bytes
    /// @param abytes free for the caller, bytes
    /// @param tfiles inodes
    /// @param ffiles free inodes
    /// @param afiles free inodes for the caller
    /// @param invarsec seconds for which this is not expected to change; 0 when it changes often
    record Ok(
        @Nullable Fattr3 objAttributes,
        long tbytes,
        long fbytes,
        long abytes,
        long tfiles,
        long ffiles,
        long afiles,
        int invarsec)
        implements Res {
      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        Fattr3.encodePostOp(writer, objAttributes);
        writer.int64(tbytes);
        writer.int64(fbytes);
        writer.int64(abytes);
        writer.int64(tfiles);
        writer.int64(ffiles);
        writer.int64(afiles);
        writer.int32(invarsec);
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

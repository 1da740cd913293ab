package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// FSINFO, RFC 1813 §3.3.19: what a file system prefers and can do.
///
///     struct FSINFO3args { nfs_fh3 fsroot; };
///     union FSINFO3res switch (nfsstat3 status) {
///     case NFS3_OK:
///         struct {
///             post_op_attr obj_attributes;
///             uint32 rtmax; uint32 rtpref; uint32 rtmult;
///             uint32 wtmax; uint32 wtpref; uint32 wtmult;
///             uint32 dtpref; size3 maxfilesize; nfstime3 time_delta; uint32 properties;
///         } resok;
///     default:
///         struct { post_op_attr obj_attributes; } resfail;
///     };
public final class Fsinfo3 {
  /// Hard links.
  public static final int FSF3_LINK = 0x0001;

  /// Symbolic links.
  public static final int FSF3_SYMLINK = 0x0002;

  /// PATHCONF answers the same for every file.
  public static final int FSF3_HOMOGENEOUS = 0x0008;

  /// SETATTR can set times as exactly as [Res.Ok#timeDelta] says.
  public static final int FSF3_CANSETTIME = 0x0010;

  private Fsinfo3() {}

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
              reader.int32(),
              reader.int32(),
              reader.int32(),
              reader.int32(),
              reader.int32(),
              reader.int32(),
              reader.int32(),
              reader.int64(),
              NfsTime3.decode(reader),
              reader.int32())
          : new Fail(status, objAttributes);
    }

    /// @param rtmax most bytes of a READ
    /// @param rtpref preferred bytes of a READ
    /// @param rtmult suggested multiple of READ sizes
    /// @param wtmax most bytes of a WRITE
    /// @param wtpref preferred bytes of a WRITE
    /// @param wtmult suggested multiple of WRITE sizes
    /// @param dtpref preferred bytes of a READDIR
    /// @param maxfilesize bytes
    /// @param timeDelta granularity of the times
    /// @param properties `FSF3_` bits
    record Ok(
        @Nullable Fattr3 objAttributes,
        int rtmax,
        int rtpref,
        int rtmult,
        int wtmax,
        int wtpref,
        int wtmult,
        int dtpref,
        long maxfilesize,
        NfsTime3 timeDelta,
        int properties)
        implements Res {
      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        Fattr3.encodePostOp(writer, objAttributes);
        writer.int32(rtmax);
        writer.int32(rtpref);
        writer.int32(rtmult);
        writer.int32(wtmax);
        writer.int32(wtpref);
        writer.int32(wtmult);
        writer.int32(dtpref);
        writer.int64(maxfilesize);
        timeDelta.encode(writer);
        writer.int32(properties);
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

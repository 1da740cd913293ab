package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// PATHCONF, RFC 1813 §3.3.20: limits of POSIX pathconf.
///
///     struct PATHCONF3args { nfs_fh3 object; };
///     union PATHCONF3res switch (nfsstat3 status) {
///     case NFS3_OK:
///         struct {
///             post_op_attr obj_attributes; uint32 linkmax; uint32 name_max;
///             bool no_trunc; bool chown_restricted; bool case_insensitive; bool case_preserving;
///         } resok;
///     default:
///         struct { post_op_attr obj_attributes; } resfail;
///     };
public final class Pathconf3 {
  private Pathconf3() {}

  public record Args(FileHandle3 object) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(FileHandle3.decode(reader));
    }

    public void encode(XdrWriter writer) {
      object.encode(writer);
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
              reader.bool(),
              reader.bool(),
              reader.bool(),
              reader.bool())
          : new Fail(status, objAttributes);
    }

    /// @param linkmax most hard links to a file
    /// @param nameMax most bytes in a name
    /// @param noTrunc a longer name is an error, not shortened
    /// @param chownRestricted only the superuser gives files away
    record Ok(
        @Nullable Fattr3 objAttributes,
        int linkmax,
        int nameMax,
        boolean noTrunc,
        boolean chownRestricted,
        boolean caseInsensitive,
        boolean casePreserving)
        implements Res {
      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        Fattr3.encodePostOp(writer, objAttributes);
        writer.int32(linkmax);
        writer.int32(nameMax);
        writer.bool(noTrunc);
        writer.bool(chownRestricted);
        writer.bool(caseInsensitive);
        writer.bool(casePreserving);
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

package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// GETATTR, RFC 1813 §3.3.1: the attributes of a file.
///
///     struct GETATTR3args { nfs_fh3 object; };
///     union GETATTR3res switch (nfsstat3 status) {
///     case NFS3_OK: struct { fattr3 obj_attributes; } resok;
///     default:      void;
///     };
public final class Getattr3 {
  private Getattr3() {}

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

    void encode(XdrWriter writer);

    static Res decode(XdrReader reader) throws WireException {
      NfsStat3 status = NfsStat3.decode(reader);
      return status == NfsStat3.NFS3_OK ? new Ok(Fattr3.decode(reader)) : new Fail(status);
    }

    record Ok(Fattr3 objAttributes) implements Res {
      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        objAttributes.encode(writer);
      }
    }

    record Fail(NfsStat3 status) implements Res {
      @Override
      public void encode(XdrWriter writer) {
        status.encode(writer);
      }
    }
  }
}

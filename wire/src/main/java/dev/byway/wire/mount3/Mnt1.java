package dev.byway.wire.mount3;

import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// The results of MNT in version 1, RFC 1094 §A.5.2; the arguments are a [Dirpath].
///
///     union fhstatus switch (unsigned status) {
///     case 0:  fhandle directory; /* opaque[32] */
///     default: void;
///     };
public sealed interface Mnt1 {
  void encode(XdrWriter writer);

  static Mnt1 decode(XdrReader reader) throws WireException {
    int status = reader.int32();
    return status == 0
        ? new Ok(FileHandle3.of(reader.fixedOpaque(Mount3.FHSIZE)))
        : new Fail(status);
  }

  /// @param directory of exactly 32 bytes
  record Ok(FileHandle3 directory) implements Mnt1 {
    public Ok {
      if (directory.length() != Mount3.FHSIZE) {
        throw new IllegalArgumentException("handle of " + directory.length() + " bytes, not 32");
      }
    }

    @Override
    public void encode(XdrWriter writer) {
      writer.int32(0);
      writer.fixedOpaque(directory.unsafeBytes());
    }
  }

  /// @param status a UNIX errno: any number but 0, as those of [Mountstat3]
  record Fail(int status) implements Mnt1 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(status);
    }
  }
}

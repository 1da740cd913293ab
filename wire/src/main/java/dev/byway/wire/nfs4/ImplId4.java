package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// `nfs_impl_id4`, RFC 8881 §3.3.15: the name of a program.
public record ImplId4(XdrString domain, XdrString name, NfsTime4 date) {
  /// Reads the `nfs_impl_id4<1>` that clients and servers send of themselves.
  public static @Nullable ImplId4 decodeMaybe(XdrReader reader) throws WireException {
    if (reader.count(1) == 0) {
      return null;
    }
    return new ImplId4(
        reader.string(Nfs4.NFS4_OPAQUE_LIMIT),
        reader.string(Nfs4.NFS4_OPAQUE_LIMIT),
        NfsTime4.decode(reader));
  }

  public static void encodeMaybe(XdrWriter writer, @Nullable ImplId4 id) {
    writer.bool(id != null);
    if (id != null) {
      writer.string(id.domain);
      writer.string(id.name);
      id.date.encode(writer);
    }
  }
}

package dev.byway.wire.mount3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;

/// The results of DUMP, RFC 1813 §5.2.2, in every version: who has mounted what.
///
///     typedef struct mountbody *mountlist;
///     struct mountbody { name ml_hostname; dirpath ml_directory; mountlist ml_next; };
public record Dump3(List<Mountbody> mountlist) {
  /// Bounded by the message, as every entry takes bytes of it.
  public static Dump3 decode(XdrReader reader) throws WireException {
    List<Mountbody> mountlist = new ArrayList<>();
    while (reader.bool()) {
      mountlist.add(
          new Mountbody(reader.string(Mount3.MNTNAMLEN), reader.string(Mount3.MNTPATHLEN)));
    }
    return new Dump3(mountlist);
  }

  public void encode(XdrWriter writer) {
    for (Mountbody each : mountlist) {
      writer.bool(true);
      writer.string(each.hostname);
      writer.string(each.directory);
    }
    writer.bool(false);
  }

  /// @param hostname at most 255 bytes
  /// @param directory at most 1024 bytes
  public record Mountbody(XdrString hostname, XdrString directory) {
    /// Bytes on the wire, with the word that says that it follows.
    public int encodedSize() {
      return Integer.BYTES + hostname.encodedSize() + directory.encodedSize();
    }
  }
}

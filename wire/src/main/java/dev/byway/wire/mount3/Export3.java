package dev.byway.wire.mount3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;

/// The results of EXPORT, RFC 1813 §5.2.5, in every version: what may be mounted by whom.
///
///     typedef struct groupnode *groups;
///     struct groupnode { name gr_name; groups gr_next; };
///     typedef struct exportnode *exports;
///     struct exportnode { dirpath ex_dir; groups ex_groups; exports ex_next; };
public record Export3(List<Exportnode> exports) {
  /// Bounded by the message, as every entry takes bytes of it.
  public static Export3 decode(XdrReader reader) throws WireException {
    List<Exportnode> exports = new ArrayList<>();
    while (reader.bool()) {
      exports.add(Exportnode.decode(reader));
    }
    return new Export3(exports);
  }

  public void encode(XdrWriter writer) {
    for (Exportnode each : exports) {
      each.encode(writer);
    }
    writer.bool(false);
  }

  /// @param dir at most 1024 bytes
  /// @param groups hosts and networks, each at most 255 bytes; none means everyone
  public record Exportnode(XdrString dir, List<XdrString> groups) {
    /// Bytes on the wire, with the word that says that it follows.
    public int encodedSize() {
      int size = 2 * Integer.BYTES + dir.encodedSize();
      for (XdrString group : groups) {
        size += Integer.BYTES + group.encodedSize();
      }
      return size;
    }

    private static Exportnode decode(XdrReader reader) throws WireException {
      XdrString dir = reader.string(Mount3.MNTPATHLEN);
      List<XdrString> groups = new ArrayList<>();
      while (reader.bool()) {
        groups.add(reader.string(Mount3.MNTNAMLEN));
      }
      return new Exportnode(dir, groups);
    }

    private void encode(XdrWriter writer) {
      writer.bool(true);
      writer.string(dir);
      for (XdrString group : groups) {
        writer.bool(true);
        writer.string(group);
      }
      writer.bool(false);
    }
  }
}

package dev.byway.wire.mount3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// `dirpath`, RFC 1813 §5.1.4: the arguments of MNT and UMNT in every version.
///
///     typedef string dirpath<MNTPATHLEN>;
///
/// @param path as sent, at most 1024 bytes
public record Dirpath(XdrString path) {
  public static Dirpath decode(XdrReader reader) throws WireException {
    return new Dirpath(reader.string(Mount3.MNTPATHLEN));
  }

  public void encode(XdrWriter writer) {
    writer.string(path);
  }
}

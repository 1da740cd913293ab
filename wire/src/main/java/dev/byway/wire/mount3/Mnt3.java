package dev.byway.wire.mount3;

import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;

/// The results of MNT, RFC 1813 §5.2.1; the arguments are a [Dirpath].
///
///     union mountres3 switch (mountstat3 fhs_status) {
///     case MNT3_OK: struct { fhandle3 fhandle; int auth_flavors<>; } mountinfo;
///     default:      void;
///     };
public sealed interface Mnt3 {
  /// Most flavors taken: the RFC sets no bound, and there are not a dozen in use.
  int MAX_FLAVORS = 64;

  Mountstat3 status();

  void encode(XdrWriter writer);

  static Mnt3 decode(XdrReader reader) throws WireException {
    Mountstat3 status = Mountstat3.decode(reader);
    if (status != Mountstat3.MNT3_OK) {
      return new Fail(status);
    }
    FileHandle3 fhandle = FileHandle3.decode(reader);
    int count = reader.count(MAX_FLAVORS);
    List<Integer> flavors = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      flavors.add(reader.int32());
    }
    return new Ok(fhandle, flavors);
  }

  /// @param authFlavors of [dev.byway.wire.rpc.AuthFlavor], the server's favourite first
  record Ok(FileHandle3 fhandle, List<Integer> authFlavors) implements Mnt3 {
    @Override
    public Mountstat3 status() {
      return Mountstat3.MNT3_OK;
    }

    @Override
    public void encode(XdrWriter writer) {
      status().encode(writer);
      fhandle.encode(writer);
      writer.int32(authFlavors.size());
      for (int flavor : authFlavors) {
        writer.int32(flavor);
      }
    }
  }

  record Fail(Mountstat3 status) implements Mnt3 {
    @Override
    public void encode(XdrWriter writer) {
      status.encode(writer);
    }
  }
}

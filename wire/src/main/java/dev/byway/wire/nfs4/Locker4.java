package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `locker4`, RFC 8881 §18.10: a lock-owner that the server does not know yet comes with the open
/// that it belongs to, one that it knows with its stateid.
public sealed interface Locker4 {
  static Locker4 decode(XdrReader reader) throws WireException {
    return reader.bool()
        ? new New(
            reader.int32(), Stateid4.decode(reader), reader.int32(), StateOwner4.decode(reader))
        : new Known(Stateid4.decode(reader), reader.int32());
  }

  void encode(XdrWriter writer);

  /// `open_to_lock_owner4`.
  record New(int openSeqid, Stateid4 openStateid, int lockSeqid, StateOwner4 lockOwner)
      implements Locker4 {
    @Override
    public void encode(XdrWriter writer) {
      writer.bool(true);
      writer.int32(openSeqid);
      openStateid.encode(writer);
      writer.int32(lockSeqid);
      lockOwner.encode(writer);
    }
  }

  /// `exist_lock_owner4`.
  record Known(Stateid4 lockStateid, int lockSeqid) implements Locker4 {
    @Override
    public void encode(XdrWriter writer) {
      writer.bool(false);
      lockStateid.encode(writer);
      writer.int32(lockSeqid);
    }
  }
}

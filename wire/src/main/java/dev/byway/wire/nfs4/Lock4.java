package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// LOCK and LOCKT, RFC 8881 §18.10 and §18.11.
public final class Lock4 {
  /// A length that means: to the end of all files.
  public static final long ALL = -1;

  private Lock4() {}

  /// @param reclaim after the server was restarted
  /// @param offset bytes, unsigned
  /// @param length bytes, unsigned; [#ALL]
  public record Args(
      LockType4 locktype, boolean reclaim, long offset, long length, Locker4 locker) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(
          LockType4.decode(reader),
          reader.bool(),
          reader.int64(),
          reader.int64(),
          Locker4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      locktype.encode(writer);
      writer.bool(reclaim);
      writer.int64(offset);
      writer.int64(length);
      locker.encode(writer);
    }
  }

  public record Ok(Stateid4 lockStateid) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(Stateid4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      lockStateid.encode(writer);
    }
  }

  /// `LOCK4denied`: what follows a status of NFS4ERR_DENIED.
  public record Denied(long offset, long length, LockType4 locktype, StateOwner4 owner) {
    public static Denied decode(XdrReader reader) throws WireException {
      return new Denied(
          reader.int64(), reader.int64(), LockType4.decode(reader), StateOwner4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      writer.int64(offset);
      writer.int64(length);
      locktype.encode(writer);
      owner.encode(writer);
    }
  }

  /// Arguments of LOCKT.
  public record TestArgs(LockType4 locktype, long offset, long length, StateOwner4 owner) {
    public static TestArgs decode(XdrReader reader) throws WireException {
      return new TestArgs(
          LockType4.decode(reader), reader.int64(), reader.int64(), StateOwner4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      locktype.encode(writer);
      writer.int64(offset);
      writer.int64(length);
      owner.encode(writer);
    }
  }
}

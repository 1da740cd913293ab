package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// COMPOUND, RFC 8881 §16.2.
///
///     struct COMPOUND4args { utf8str_cs tag; uint32_t minorversion; nfs_argop4 argarray<>; };
///     struct COMPOUND4res { nfsstat4 status; utf8str_cs tag; nfs_resop4 resarray<>; };
public final class Compound4 {
  /// Longest tag that is taken.
  public static final int MAX_TAG = 1024;

  private Compound4() {}

  /// The head: the reader stands at the number of the first operation after it.
  ///
  /// @param tag sent back as it came
  /// @param operations how many follow, unsigned: nothing is allocated for them
  public record Args(XdrString tag, int minorversion, int operations) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.string(MAX_TAG), reader.int32(), reader.int32());
    }

    public void encode(XdrWriter writer) {
      writer.string(tag);
      writer.int32(minorversion);
      writer.int32(operations);
    }
  }

  /// The head of the results.
  ///
  /// @param status of the last operation that was tried
  /// @param operations how many results follow
  public record Res(NfsStat4 status, XdrString tag, int operations) {
    public static Res decode(XdrReader reader) throws WireException {
      return new Res(NfsStat4.decode(reader), reader.string(MAX_TAG), reader.int32());
    }

    public void encode(XdrWriter writer) {
      status.encode(writer);
      writer.string(tag);
      writer.int32(operations);
    }
  }
}

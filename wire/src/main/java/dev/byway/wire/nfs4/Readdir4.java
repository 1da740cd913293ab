package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;

/// READDIR, RFC 8881 §18.23.
///
///     struct READDIR4args {
///         nfs_cookie4 cookie; verifier4 cookieverf; count4 dircount; count4 maxcount;
///         bitmap4 attr_request;
///     };
///     struct READDIR4resok { verifier4 cookieverf; dirlist4 reply; };
///     struct dirlist4 { entry4 *entries; bool eof; };
///     struct entry4 { nfs_cookie4 cookie; component4 name; fattr4 attrs; entry4 *nextentry; };
public final class Readdir4 {
  /// The two words after the last entry: no next entry, eof.
  public static final int END_SIZE = 2 * Integer.BYTES;

  private Readdir4() {}

  /// @param cookie of the entry after which to go on; 0 for the beginning
  /// @param cookieverf from the last reply; 0 at the beginning
  /// @param dircount most bytes of names and cookies, unsigned: a hint
  /// @param maxcount most bytes of the whole result, unsigned
  public record Args(
      long cookie, long cookieverf, int dircount, int maxcount, Bitmap4 attrRequest) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(
          reader.int64(), reader.int64(), reader.int32(), reader.int32(), Bitmap4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      writer.int64(cookie);
      writer.int64(cookieverf);
      writer.int32(dircount);
      writer.int32(maxcount);
      attrRequest.encode(writer);
    }
  }

  public record Entry4(long cookie, XdrString name, Fattr4 attrs) {
    static Entry4 decode(XdrReader reader) throws WireException {
      return new Entry4(reader.int64(), reader.string(Nfs4.MAX_NAME), Fattr4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      writer.int64(cookie);
      writer.string(name);
      attrs.encode(writer);
    }
  }

  public record Ok(long cookieverf, List<Entry4> entries, boolean eof) {
    public static Ok decode(XdrReader reader) throws WireException {
      long cookieverf = reader.int64();
      List<Entry4> entries = new ArrayList<>();
      while (reader.bool()) {
        entries.add(Entry4.decode(reader));
      }
      return new Ok(cookieverf, entries, reader.bool());
    }

    public void encode(XdrWriter writer) {
      writer.int64(cookieverf);
      for (Entry4 each : entries) {
        writer.bool(true);
        each.encode(writer);
      }
      writer.bool(false);
      writer.bool(eof);
    }
  }
}

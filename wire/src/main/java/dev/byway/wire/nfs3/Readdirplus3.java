package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.BufferOverflowException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// READDIRPLUS, RFC 1813 §3.3.17: names of a directory with attributes and handles.
///
///     struct READDIRPLUS3args {
///         nfs_fh3 dir; cookie3 cookie; cookieverf3 cookieverf; count3 dircount; count3 maxcount;
///     };
///     union READDIRPLUS3res switch (nfsstat3 status) {
///     case NFS3_OK:
///         struct { post_op_attr dir_attributes; cookieverf3 cookieverf; dirlistplus3 reply; }
///         resok;
///     default:
///         struct { post_op_attr dir_attributes; } resfail;
///     };
///     struct dirlistplus3 { entryplus3 *entries; bool eof; };
///     struct entryplus3 {
///         fileid3 fileid; filename3 name; cookie3 cookie;
///         post_op_attr name_attributes; post_op_fh3 name_handle;
///         entryplus3 *nextentry;
///     };
///
/// A server streams its entries through a [Listing] and never holds them.
public final class Readdirplus3 {
  private Readdirplus3() {}

  /// @param cookie of the entry after which to go on; 0 for the beginning
  /// @param cookieverf from the last reply; 0 at the beginning
  /// @param dircount most bytes of fileids, names and cookies, unsigned
  /// @param maxcount most bytes of the whole `resok`, unsigned
  public record Args(FileHandle3 dir, long cookie, long cookieverf, int dircount, int maxcount) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(
          FileHandle3.decode(reader),
          reader.int64(),
          reader.int64(),
          reader.int32(),
          reader.int32());
    }

    public void encode(XdrWriter writer) {
      dir.encode(writer);
      writer.int64(cookie);
      writer.int64(cookieverf);
      writer.int32(dircount);
      writer.int32(maxcount);
    }
  }

  /// @param fileid inode number, unsigned
  public record Entryplus3(
      long fileid,
      XdrString name,
      long cookie,
      @Nullable Fattr3 nameAttributes,
      @Nullable FileHandle3 nameHandle) {
    static Entryplus3 decode(XdrReader reader) throws WireException {
      return new Entryplus3(
          reader.int64(),
          reader.string(Nfs3.MAX_FILENAME),
          reader.int64(),
          Fattr3.decodePostOp(reader),
          FileHandle3.decodePostOp(reader));
    }
  }

  public sealed interface Res {
    NfsStat3 status();

    @Nullable Fattr3 dirAttributes();

    void encode(XdrWriter writer);

    static Res decode(XdrReader reader) throws WireException {
      NfsStat3 status = NfsStat3.decode(reader);
      Fattr3 dirAttributes = Fattr3.decodePostOp(reader);
      return status == NfsStat3.NFS3_OK
          ? Ok.decodeRest(reader, dirAttributes)
          : new Fail(status, dirAttributes);
    }

    record Ok(
        @Nullable Fattr3 dirAttributes, long cookieverf, List<Entryplus3> entries, boolean eof)
        implements Res {
      private static Ok decodeRest(XdrReader reader, @Nullable Fattr3 dirAttributes)
          throws WireException {
        long cookieverf = reader.int64();
        List<Entryplus3> entries = new ArrayList<>();
        while (reader.bool()) {
          entries.add(Entryplus3.decode(reader));
        }
        return new Ok(dirAttributes, cookieverf, entries, reader.bool());
      }

      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        Listing listing =
            new Listing(writer, dirAttributes, cookieverf, Integer.MAX_VALUE, Integer.MAX_VALUE);
        for (Entryplus3 entry : entries) {
          boolean fits =
              listing.entry(
                  entry.fileid,
                  entry.name.unsafeBytes(),
                  entry.cookie,
                  entry.nameAttributes,
                  entry.nameHandle);
          if (!fits) {
            throw new BufferOverflowException();
          }
        }
        listing.end(eof);
      }
    }

    record Fail(NfsStat3 status, @Nullable Fattr3 dirAttributes) implements Res {
      @Override
      public void encode(XdrWriter writer) {
        status.encode(writer);
        Fattr3.encodePostOp(writer, dirAttributes);
      }
    }
  }

  /// Writes a successful result an entry at a time, until `dircount`, `maxcount` or the writer's
  /// buffer are full. When not even one entry fits, [#isEmpty] and the directory goes on: rewind,
  /// and answer NFS3ERR_TOOSMALL. The first entry only needs `maxcount` bytes: `dircount` alone
  /// never keeps a listing from going on.
  public static final class Listing {
    /// The two words after the last entry: no next entry, eof.
    private static final int END_SIZE = 2 * Integer.BYTES;

    private final XdrWriter writer;
    private int dirLeft;
    private int left;
    private boolean empty = true;

    /// Writes what comes before the entries.
    ///
    /// @param dircount of the arguments, unsigned
    /// @param maxcount of the arguments, unsigned
    public Listing(
        XdrWriter writer,
        @Nullable Fattr3 dirAttributes,
        long cookieverf,
        int dircount,
        int maxcount) {
      this.writer = writer;
      NfsStat3.NFS3_OK.encode(writer);
      Fattr3.encodePostOp(writer, dirAttributes);
      writer.int64(cookieverf);
      int head = Fattr3.postOpSize(dirAttributes) + Nfs3.NFS3_COOKIEVERFSIZE;
      int room = maxcount < 0 ? Integer.MAX_VALUE : maxcount;
      this.left = Math.min(room - head, writer.remaining()) - END_SIZE;
      this.dirLeft = dircount < 0 ? Integer.MAX_VALUE : dircount;
    }

    /// @return whether it fitted and was written; nothing is written otherwise
    public boolean entry(
        long fileid,
        byte[] name,
        long cookie,
        @Nullable Fattr3 attributes,
        @Nullable FileHandle3 handle) {
      int dirSize = Readdir3.Listing.entrySize(name.length);
      int size = dirSize + Fattr3.postOpSize(attributes) + FileHandle3.postOpSize(handle);
      if (size > left || (dirSize > dirLeft && !empty)) {
        return false;
      }
      left -= size;
      dirLeft -= dirSize;
      empty = false;
      writer.bool(true);
      writer.int64(fileid);
      writer.opaque(name);
      writer.int64(cookie);
      Fattr3.encodePostOp(writer, attributes);
      FileHandle3.encodePostOp(writer, handle);
      return true;
    }

    /// Ends the result, once.
    ///
    /// @param eof there are no entries after the last one written
    public void end(boolean eof) {
      writer.bool(false);
      writer.bool(eof);
    }

    public boolean isEmpty() {
      return empty;
    }
  }
}

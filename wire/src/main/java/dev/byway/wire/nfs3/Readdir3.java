package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.BufferOverflowException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// READDIR, RFC 1813 §3.3.16: names of a directory.
///
///     struct READDIR3args { nfs_fh3 dir; cookie3 cookie; cookieverf3 cookieverf; count3 count; };
///     union READDIR3res switch (nfsstat3 status) {
///     case NFS3_OK:
///         struct { post_op_attr dir_attributes; cookieverf3 cookieverf; dirlist3 reply; } resok;
///     default:
///         struct { post_op_attr dir_attributes; } resfail;
///     };
///     struct dirlist3 { entry3 *entries; bool eof; };
///     struct entry3 { fileid3 fileid; filename3 name; cookie3 cookie; entry3 *nextentry; };
///
/// A server streams its entries through a [Listing] and never holds them.
public final class Readdir3 {
  private Readdir3() {}

  /// @param cookie of the entry after which to go on; 0 for the beginning
  /// @param cookieverf from the last reply; 0 at the beginning
  /// @param count most bytes of the whole `resok`, unsigned
  public record Args(FileHandle3 dir, long cookie, long cookieverf, int count) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(FileHandle3.decode(reader), reader.int64(), reader.int64(), reader.int32());
    }

    public void encode(XdrWriter writer) {
      dir.encode(writer);
      writer.int64(cookie);
      writer.int64(cookieverf);
      writer.int32(count);
    }
  }

  /// @param fileid inode number, unsigned
  public record Entry3(long fileid, XdrString name, long cookie) {}

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

    record Ok(@Nullable Fattr3 dirAttributes, long cookieverf, List<Entry3> entries, boolean eof)
        implements Res {
      private static Ok decodeRest(XdrReader reader, @Nullable Fattr3 dirAttributes)
          throws WireException {
        long cookieverf = reader.int64();
        List<Entry3> entries = new ArrayList<>();
        while (reader.bool()) {
          entries.add(new Entry3(reader.int64(), reader.string(Nfs3.MAX_FILENAME), reader.int64()));
        }
        return new Ok(dirAttributes, cookieverf, entries, reader.bool());
      }

      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        Listing listing = new Listing(writer, dirAttributes, cookieverf, Integer.MAX_VALUE);
        for (Entry3 entry : entries) {
          boolean fits = listing.entry(entry.fileid, entry.name.unsafeBytes(), entry.cookie);
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

  /// Writes a successful result an entry at a time, until `count` bytes or the writer's buffer are
  /// full. When not even one entry fits, [#isEmpty] and the directory goes on: rewind, and answer
  /// NFS3ERR_TOOSMALL.
  public static final class Listing {
    /// The two words after the last entry: no next entry, eof.
    private static final int END_SIZE = 2 * Integer.BYTES;

    private final XdrWriter writer;
    private int left;
    private boolean empty = true;

    /// Writes what comes before the entries.
    ///
    /// @param count of the arguments, unsigned
    public Listing(XdrWriter writer, @Nullable Fattr3 dirAttributes, long cookieverf, int count) {
      this.writer = writer;
      NfsStat3.NFS3_OK.encode(writer);
      Fattr3.encodePostOp(writer, dirAttributes);
      writer.int64(cookieverf);
      int head = Fattr3.postOpSize(dirAttributes) + Nfs3.NFS3_COOKIEVERFSIZE;
      int room = count < 0 ? Integer.MAX_VALUE : count;
      this.left = Math.min(room - head, writer.remaining()) - END_SIZE;
    }

    /// @return whether it fitted and was written; nothing is written otherwise
    public boolean entry(long fileid, byte[] name, long cookie) {
      int size = entrySize(name.length);
      if (size > left) {
        return false;
      }
      left -= size;
      empty = false;
      writer.bool(true);
      writer.int64(fileid);
      writer.opaque(name);
      writer.int64(cookie);
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

    /// Bytes of an entry on the wire, with the word that says that it follows.
    static int entrySize(int nameLength) {
      return 2 * Integer.BYTES + 2 * Long.BYTES + XdrReader.padded(nameLength);
    }
  }
}

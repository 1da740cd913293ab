package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;

/// WRITE, RFC 1813 §3.3.7.
///
///     struct WRITE3args {
///         nfs_fh3 file; offset3 offset; count3 count; stable_how stable; opaque data<>;
///     };
///     union WRITE3res switch (nfsstat3 status) {
///     case NFS3_OK:
///         struct { wcc_data file_wcc; count3 count; stable_how committed; writeverf3 verf; }
///         resok;
///     default:
///         struct { wcc_data file_wcc; } resfail;
///     };
public final class Write3 {
  private Write3() {}

  /// The arguments up to the data: `count` bytes of data and their padding must follow, from
  /// wherever the caller has them.
  public static void encodeHead(
      XdrWriter writer, FileHandle3 file, long offset, int count, StableHow stable) {
    file.encode(writer);
    writer.int64(offset);
    writer.int32(count);
    stable.encode(writer);
    writer.int32(count);
  }

  /// @param offset bytes, unsigned
  /// @param data after decoding, a view of the message: it lives as long as the message's buffer.
  ///     Its remaining bytes are the RFC's `count`
  public record Args(FileHandle3 file, long offset, StableHow stable, ByteBuffer data) {
    /// @param maxData most bytes of data to take
    /// @throws WireException also when `count` is not the length of the data
    public static Args decode(XdrReader reader, int maxData) throws WireException {
      FileHandle3 file = FileHandle3.decode(reader);
      long offset = reader.int64();
      int count = reader.int32();
      StableHow stable = StableHow.decode(reader);
      ByteBuffer data = reader.opaqueSlice(maxData);
      if (data.remaining() != count) {
        throw new WireException("WRITE count " + count + " with data of " + data.remaining());
      }
      return new Args(file, offset, stable, data);
    }

    public void encode(XdrWriter writer) {
      file.encode(writer);
      writer.int64(offset);
      writer.int32(data.remaining());
      stable.encode(writer);
      writer.opaque(data);
    }
  }

  public sealed interface Res {
    NfsStat3 status();

    WccData fileWcc();

    void encode(XdrWriter writer);

    static Res decode(XdrReader reader) throws WireException {
      NfsStat3 status = NfsStat3.decode(reader);
      WccData fileWcc = WccData.decode(reader);
      return status == NfsStat3.NFS3_OK
          ? new Ok(fileWcc, reader.int32(), StableHow.decode(reader), reader.int64())
          : new Fail(status, fileWcc);
    }

    /// @param count bytes written, unsigned
    /// @param committed at least as stable as asked for
    /// @param verf the eight bytes of `writeverf3`: they change when unstable data may be lost
    record Ok(WccData fileWcc, int count, StableHow committed, long verf) implements Res {
      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        fileWcc.encode(writer);
        writer.int32(count);
        committed.encode(writer);
        writer.int64(verf);
      }
    }

    record Fail(NfsStat3 status, WccData fileWcc) implements Res {
      @Override
      public void encode(XdrWriter writer) {
        status.encode(writer);
        fileWcc.encode(writer);
      }
    }
  }
}

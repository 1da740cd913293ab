package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// READ, RFC 1813 §3.3.6.
///
///     struct READ3args { nfs_fh3 file; offset3 offset; count3 count; };
///     union READ3res switch (nfsstat3 status) {
///     case NFS3_OK:
///         struct { post_op_attr file_attributes; count3 count; bool eof; opaque data<>; } resok;
///     default:
///         struct { post_op_attr file_attributes; } resfail;
///     };
///
/// A server copies nothing: it takes `writer.slice(Read3.DATA_OFFSET, count)`, reads the file into
/// it, and then writes the head in front of the data with [#encodeFilled].
public final class Read3 {
  /// From the status to the first byte of data in a successful result that has attributes: status,
  /// attributes, count, eof, length.
  public static final int DATA_OFFSET = Integer.BYTES + Fattr3.POST_OP_SIZE + 3 * Integer.BYTES;

  private Read3() {}

  /// The successful result around `count` bytes of data that are in the buffer already,
  /// [#DATA_OFFSET] bytes from here. Without attributes the data is moved up to the shorter head.
  public static void encodeFilled(
      XdrWriter writer, @Nullable Fattr3 fileAttributes, int count, boolean eof) {
    encodeHead(writer, fileAttributes, count, eof);
    if (fileAttributes != null) {
      writer.filled(count);
    } else {
      writer.filledAt(Fattr3.SIZE, count);
    }
  }

  /// What comes before the data: `count` bytes of data and their padding must follow, from wherever
  /// the caller has them (a file sent by sendfile(2), say).
  public static void encodeHead(
      XdrWriter writer, @Nullable Fattr3 fileAttributes, int count, boolean eof) {
    NfsStat3.NFS3_OK.encode(writer);
    Fattr3.encodePostOp(writer, fileAttributes);
    writer.int32(count);
    writer.bool(eof);
    writer.int32(count);
  }

  /// @param offset bytes, unsigned
  /// @param count bytes, unsigned
  public record Args(FileHandle3 file, long offset, int count) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(FileHandle3.decode(reader), reader.int64(), reader.int32());
    }

    public void encode(XdrWriter writer) {
      file.encode(writer);
      writer.int64(offset);
      writer.int32(count);
    }
  }

  public sealed interface Res {
    NfsStat3 status();

    @Nullable Fattr3 fileAttributes();

    void encode(XdrWriter writer);

    /// @param maxData most bytes of data to take, what was asked for
    static Res decode(XdrReader reader, int maxData) throws WireException {
      NfsStat3 status = NfsStat3.decode(reader);
      Fattr3 fileAttributes = Fattr3.decodePostOp(reader);
      return status == NfsStat3.NFS3_OK
          ? Ok.decodeRest(reader, fileAttributes, maxData)
          : new Fail(status, fileAttributes);
    }

    /// @param eof the data reaches the end of the file
    /// @param data after decoding, a view of the message: it lives as long as the message's buffer.
    ///     Its remaining bytes are the RFC's `count`
    record Ok(@Nullable Fattr3 fileAttributes, boolean eof, ByteBuffer data) implements Res {
      private static Ok decodeRest(XdrReader reader, @Nullable Fattr3 fileAttributes, int maxData)
          throws WireException {
        int count = reader.int32();
        boolean eof = reader.bool();
        ByteBuffer data = reader.opaqueSlice(maxData);
        if (data.remaining() != count) {
          throw new WireException("READ count " + count + " with data of " + data.remaining());
        }
        return new Ok(fileAttributes, eof, data);
      }

      @Override
      public NfsStat3 status() {
        return NfsStat3.NFS3_OK;
      }

      /// Copies the data; [Read3#encodeFilled] does not.
      @Override
      public void encode(XdrWriter writer) {
        status().encode(writer);
        Fattr3.encodePostOp(writer, fileAttributes);
        writer.int32(data.remaining());
        writer.bool(eof);
        writer.opaque(data);
      }
    }

    record Fail(NfsStat3 status, @Nullable Fattr3 fileAttributes) implements Res {
      @Override
      public void encode(XdrWriter writer) {
        status.encode(writer);
        Fattr3.encodePostOp(writer, fileAttributes);
      }
    }
  }
}

package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `mknoddata3`, RFC 1813 §3.3.11: what special file to make.
///
///     union mknoddata3 switch (ftype3 type) {
///     case NF3CHR:
///     case NF3BLK:  struct devicedata3 { sattr3 dev_attributes; specdata3 spec; } device;
///     case NF3SOCK:
///     case NF3FIFO: sattr3 pipe_attributes;
///     default:      void;
///     };
public sealed interface Mknoddata3 {
  Ftype3 type();

  void encode(XdrWriter writer);

  static Mknoddata3 decode(XdrReader reader) throws WireException {
    Ftype3 type = Ftype3.decode(reader);
    return switch (type) {
      case NF3CHR, NF3BLK ->
          new Device(type, Sattr3.decode(reader), reader.int32(), reader.int32());
      case NF3SOCK, NF3FIFO -> new Pipe(type, Sattr3.decode(reader));
      case NF3REG, NF3DIR, NF3LNK -> new Other(type);
    };
  }

  /// @param type NF3CHR or NF3BLK
  /// @param major `spec.specdata1`, unsigned
  /// @param minor `spec.specdata2`, unsigned
  record Device(Ftype3 type, Sattr3 devAttributes, int major, int minor) implements Mknoddata3 {
    @Override
    public void encode(XdrWriter writer) {
      type.encode(writer);
      devAttributes.encode(writer);
      writer.int32(major);
      writer.int32(minor);
    }
  }

  /// @param type NF3SOCK or NF3FIFO
  record Pipe(Ftype3 type, Sattr3 pipeAttributes) implements Mknoddata3 {
    @Override
    public void encode(XdrWriter writer) {
      type.encode(writer);
      pipeAttributes.encode(writer);
    }
  }

  /// Not for MKNOD to make: the answer is NFS3ERR_BADTYPE.
  ///
  /// @param type any other
  record Other(Ftype3 type) implements Mknoddata3 {
    @Override
    public void encode(XdrWriter writer) {
      type.encode(writer);
    }
  }
}

package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// CREATE, RFC 8881 §18.4: makes what is not a regular file.
///
///     union createtype4 switch (nfs_ftype4 type) {
///     case NF4LNK: linktext4 linkdata;
///     case NF4BLK: case NF4CHR: specdata4 devdata;
///     default: void;
///     };
///     struct CREATE4args { createtype4 objtype; component4 objname; fattr4 createattrs; };
public final class Create4 {
  private Create4() {}

  /// @param linkdata of a symbolic link, otherwise empty
  /// @param major of a device, otherwise 0
  /// @param minor of a device, otherwise 0
  public record Args(
      FsType4 type, XdrString linkdata, int major, int minor, XdrString objname, Fattr4 attrs) {
    public static Args decode(XdrReader reader) throws WireException {
      FsType4 type = FsType4.decode(reader);
      boolean link = type == FsType4.NF4LNK;
      boolean device = type == FsType4.NF4BLK || type == FsType4.NF4CHR;
      return new Args(
          type,
          link ? reader.string(Nfs4.MAX_LINK_TEXT) : XdrString.EMPTY,
          device ? reader.int32() : 0,
          device ? reader.int32() : 0,
          reader.string(Nfs4.MAX_NAME),
          Fattr4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      type.encode(writer);
      if (type == FsType4.NF4LNK) {
        writer.string(linkdata);
      }
      if (type == FsType4.NF4BLK || type == FsType4.NF4CHR) {
        writer.int32(major);
        writer.int32(minor);
      }
      writer.string(objname);
      attrs.encode(writer);
    }
  }

  public record Ok(ChangeInfo4 cinfo, Bitmap4 attrset) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(ChangeInfo4.decode(reader), Bitmap4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      cinfo.encode(writer);
      attrset.encode(writer);
    }
  }
}

package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Export;
import dev.byway.server.export.Target;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Capabilities;
import dev.byway.vfs.FileType;
import dev.byway.vfs.FsStat;
import dev.byway.wire.nfs4.Bitmap4;
import dev.byway.wire.nfs4.Fattr4;
import dev.byway.wire.nfs4.FattrNumber;
import dev.byway.wire.nfs4.FsType4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.NfsTime4;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The attributes of a node as NFSv4 tells them: those asked for, in the order of their numbers,
/// straight into the reply.
final class Attributes4 {
  /// Most bytes of all of them.
  static final int MAX_SIZE = 1024;

  private static final Bitmap4 EVERYWHERE =
      Bitmap4.of(
          FattrNumber.SUPPORTED_ATTRS,
          FattrNumber.TYPE,
          FattrNumber.FH_EXPIRE_TYPE,
          FattrNumber.CHANGE,
          FattrNumber.SIZE,
          FattrNumber.LINK_SUPPORT,
          FattrNumber.SYMLINK_SUPPORT,
          FattrNumber.NAMED_ATTR,
          FattrNumber.FSID,
          FattrNumber.UNIQUE_HANDLES,
          FattrNumber.LEASE_TIME,
          FattrNumber.RDATTR_ERROR,
          FattrNumber.ACLSUPPORT,
          FattrNumber.CANSETTIME,
          FattrNumber.CASE_INSENSITIVE,
          FattrNumber.CASE_PRESERVING,
          FattrNumber.CHOWN_RESTRICTED,
          FattrNumber.FILEHANDLE,
          FattrNumber.FILEID,
          FattrNumber.FILES_AVAIL,
          FattrNumber.FILES_FREE,
          FattrNumber.FILES_TOTAL,
          FattrNumber.HOMOGENEOUS,
          FattrNumber.MAXFILESIZE,
          FattrNumber.MAXLINK,
          FattrNumber.MAXNAME,
          FattrNumber.MAXREAD,
          FattrNumber.MAXWRITE,
          FattrNumber.MODE,
          FattrNumber.NO_TRUNC,
          FattrNumber.NUMLINKS,
          FattrNumber.OWNER,
          FattrNumber.OWNER_GROUP,
          FattrNumber.RAWDEV,
          FattrNumber.SPACE_AVAIL,
          FattrNumber.SPACE_FREE,
          FattrNumber.SPACE_TOTAL,
          FattrNumber.SPACE_USED,
          FattrNumber.TIME_ACCESS,
          FattrNumber.TIME_ACCESS_SET,
          FattrNumber.TIME_DELTA,
          FattrNumber.TIME_METADATA,
          FattrNumber.TIME_MODIFY,
          FattrNumber.TIME_MODIFY_SET,
          FattrNumber.MOUNTED_ON_FILEID,
          FattrNumber.SUPPATTR_EXCLCREAT,
          FattrNumber.CHANGE_ATTR_TYPE,
          FattrNumber.XATTR_SUPPORT);

  /// What needs a question to the file system.
  private static final Bitmap4 OF_THE_DISK =
      Bitmap4.of(
          FattrNumber.FILES_AVAIL,
          FattrNumber.FILES_FREE,
          FattrNumber.FILES_TOTAL,
          FattrNumber.SPACE_AVAIL,
          FattrNumber.SPACE_FREE,
          FattrNumber.SPACE_TOTAL);

  private static final Bitmap4 SET_ONLY =
      Bitmap4.of(FattrNumber.TIME_ACCESS_SET, FattrNumber.TIME_MODIFY_SET);

  /// `NFS4_CHANGE_TYPE_IS_UNDEFINED`: it differs when something has changed, and no more.
  private static final int CHANGE_TYPE_UNDEFINED = 4;

  private final Compound compound;
  private final Target target;
  private final Attributes attributes;
  private @Nullable FsStat disk;

  Attributes4(Compound compound, Target target, Attributes attributes) {
    this.compound = compound;
    this.target = target;
    this.attributes = attributes;
  }

  /// What can be asked for, of this export.
  static Bitmap4 supported(Export export) {
    return EVERYWHERE;
  }

  /// Writes a `fattr4`; needs room for [#MAX_SIZE].
  ///
  /// @throws ErrnoException of a question to the file system
  void encode(Bitmap4 asked) throws ErrnoException {
    Bitmap4 told = asked.and(EVERYWHERE).minus(SET_ONLY);
    if (!told.and(OF_THE_DISK).isEmpty()) {
      disk = target.vfs().statfs(target.caller(), target.node());
    }
    XdrWriter out = compound.out();
    int mark = Fattr4.begin(out, told);
    for (int word = 0; word < 3; word++) {
      for (int bits = told.word(word); bits != 0; bits &= bits - 1) {
        value(out, 32 * word + Integer.numberOfTrailingZeros(bits));
      }
    }
    Fattr4.end(out, mark);
  }

  private void value(XdrWriter out, int number) {
    switch (number) {
      case FattrNumber.TYPE -> type(attributes.type()).encode(out);
      case FattrNumber.CHANGE -> out.int64(attributes.change());
      case FattrNumber.SIZE -> out.int64(attributes.size());
      case FattrNumber.FSID -> {
        out.int64(Integer.toUnsignedLong(target.export().id()));
        out.int64(attributes.fsid());
      }
      case FattrNumber.RDATTR_ERROR -> NfsStat4.NFS4_OK.encode(out);
      case FattrNumber.FILEHANDLE ->
          out.opaque(compound.door().handles().of(target.export(), target.node()).handle());
      case FattrNumber.FILEID -> out.int64(attributes.fileid());
      case FattrNumber.MODE -> out.int32(attributes.mode());
      case FattrNumber.NUMLINKS -> out.int32(attributes.nlink());
      case FattrNumber.OWNER -> decimal(out, attributes.uid());
      case FattrNumber.OWNER_GROUP -> decimal(out, attributes.gid());
      case FattrNumber.RAWDEV -> {
        out.int32(attributes.rdevMajor());
        out.int32(attributes.rdevMinor());
      }
      case FattrNumber.SPACE_USED -> out.int64(attributes.used());
      case FattrNumber.TIME_ACCESS -> NfsTime4.encode(out, attributes.atime());
      case FattrNumber.TIME_METADATA -> NfsTime4.encode(out, attributes.ctime());
      case FattrNumber.TIME_MODIFY -> NfsTime4.encode(out, attributes.mtime());
      case FattrNumber.MOUNTED_ON_FILEID -> out.int64(mountedOn());
      default -> ofTheServer(out, number);
    }
  }

  /// What is the same for all nodes of a file system.
  private void ofTheServer(XdrWriter out, int number) {
    Capabilities room = target.vfs().capabilities();
    switch (number) {
      case FattrNumber.SUPPORTED_ATTRS -> supported(target.export()).encode(out);
      case FattrNumber.FH_EXPIRE_TYPE, FattrNumber.ACLSUPPORT -> out.int32(0);
      case FattrNumber.LINK_SUPPORT -> out.bool(room.hardLinks());
      case FattrNumber.SYMLINK_SUPPORT -> out.bool(room.symbolicLinks());
      case FattrNumber.NAMED_ATTR -> out.bool(false);
      case FattrNumber.UNIQUE_HANDLES,
          FattrNumber.CANSETTIME,
          FattrNumber.HOMOGENEOUS,
          FattrNumber.NO_TRUNC ->
          out.bool(true);
      case FattrNumber.LEASE_TIME ->
          out.int32((int) compound.door().clients().limits().lease().toSeconds());
      case FattrNumber.CASE_INSENSITIVE -> out.bool(!room.caseSensitive());
      case FattrNumber.CASE_PRESERVING -> out.bool(room.casePreserving());
      case FattrNumber.CHOWN_RESTRICTED -> out.bool(room.chownRestricted());
      case FattrNumber.MAXFILESIZE -> out.int64(room.maxFileSize());
      case FattrNumber.MAXLINK -> out.int32(room.linkMax());
      case FattrNumber.MAXNAME -> out.int32(room.nameMax());
      case FattrNumber.MAXREAD, FattrNumber.MAXWRITE -> out.int64(Nfs4Door.TRANSFER_MAX);
      case FattrNumber.TIME_DELTA -> NfsTime4.encode(out, room.timeGranularity());
      case FattrNumber.SUPPATTR_EXCLCREAT -> SettableAttributes.EXCLCREAT.encode(out);
      case FattrNumber.CHANGE_ATTR_TYPE -> out.int32(CHANGE_TYPE_UNDEFINED);
      case FattrNumber.XATTR_SUPPORT -> out.bool(room.has(Capabilities.Feature.XATTR));
      default -> ofTheDisk(out, number);
    }
  }

  private void ofTheDisk(XdrWriter out, int number) {
    FsStat stat = Objects.requireNonNull(disk);
    out.int64(
        switch (number) {
          case FattrNumber.FILES_AVAIL -> stat.availableFiles();
          case FattrNumber.FILES_FREE -> stat.freeFiles();
          case FattrNumber.FILES_TOTAL -> stat.totalFiles();
          case FattrNumber.SPACE_AVAIL -> stat.availableBytes();
          case FattrNumber.SPACE_FREE -> stat.freeBytes();
          case FattrNumber.SPACE_TOTAL -> stat.totalBytes();
          default -> throw new IllegalArgumentException("attribute " + number);
        });
  }

  private long mountedOn() {
    if (target.node().equals(target.vfs().root())) {
      Long covered = compound.door().exports().table().covered(target.export());
      if (covered != null) {
        return covered;
      }
    }
    return attributes.fileid();
  }

  /// An owner as a string of digits, without an object.
  private static void decimal(XdrWriter out, int id) {
    long rest = Integer.toUnsignedLong(id);
    int digits = 1;
    for (long power = 10; power <= rest; power *= 10) {
      digits++;
    }
    out.int32(digits);
    ByteBuffer text = out.slice(0, digits);
    for (int i = digits - 1; i >= 0; i--) {
      text.put(i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    out.filled(digits);
  }

  private static FsType4 type(FileType type) {
    return switch (type) {
      case REGULAR -> FsType4.NF4REG;
      case DIRECTORY -> FsType4.NF4DIR;
      case BLOCK -> FsType4.NF4BLK;
      case CHARACTER -> FsType4.NF4CHR;
      case SYMLINK -> FsType4.NF4LNK;
      case SOCKET -> FsType4.NF4SOCK;
      case FIFO -> FsType4.NF4FIFO;
    };
  }
}

package dev.byway.client.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.DirectoryVisitor;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.XattrName;
import dev.byway.wire.WireException;
import dev.byway.wire.ninep.Data9;
import dev.byway.wire.ninep.Dirent9;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.NinepReader;
import dev.byway.wire.ninep.Open9;
import dev.byway.wire.ninep.Xattr9;
import dev.byway.wire.xdr.XdrString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Listings and extended attributes: what is read by a fid of its own.
final class Reading {
  private static final int LISTING = 64 << 10;

  private Reading() {}

  static boolean readdir(
      NinepVfs room,
      Caller caller,
      NinepNode directory,
      long cookie,
      boolean plus,
      DirectoryVisitor visitor)
      throws ErrnoException {
    Fids fids = room.fids(caller);
    int fid = fids.copy(caller, directory);
    try {
      fids.link().call(new Open9.Tlopen(fid, Ninep.P9_DOTL_DIRECTORY));
      int count = Math.min(LISTING, fids.link().maxData());
      long next = cookie;
      while (true) {
        var answer = (Data9.Rreaddir) fids.link().call(new Data9.Treaddir(fid, next, count));
        if (!answer.data().hasRemaining()) {
          return true;
        }
        NinepReader reader = new NinepReader(answer.data());
        while (reader.remaining() > 0) {
          Dirent9 entry = Dirent9.decode(reader);
          next = entry.offset();
          if (!visit(room, caller, directory, plus, visitor, entry)) {
            return false;
          }
        }
      }
    } catch (WireException e) {
      throw Errno.EPROTO.exception(String.valueOf(e.getMessage()));
    } finally {
      fids.link().clunkLater(fid);
    }
  }

  private static boolean visit(
      NinepVfs room,
      Caller caller,
      NinepNode directory,
      boolean plus,
      DirectoryVisitor visitor,
      Dirent9 entry)
      throws ErrnoException {
    Name name = Name.of(entry.name().unsafeBytes());
    boolean root = name.isDotDot() && directory == room.root();
    long fileid = root ? directory.path() : entry.qid().path();
    Entry found = plus && !name.isDotDot() ? found(room, caller, directory, name) : null;
    return visitor.visit(name, fileid, entry.offset(), found);
  }

  private static @Nullable Entry found(NinepVfs room, Caller caller, NinepNode directory, Name name)
      throws ErrnoException {
    try {
      return room.lookup(caller, directory, name);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EIO) {
        throw e;
      }
      return null;
    }
  }

  static byte[] xattr(NinepVfs room, Caller caller, NinepNode node, XdrString name)
      throws ErrnoException {
    Fids fids = room.fids(caller);
    int fid = fids.link().newFid();
    long size;
    try {
      var walked =
          (Xattr9.Rxattrwalk) room.ask(caller, node, at -> new Xattr9.Txattrwalk(at, fid, name));
      size = walked.size();
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOTSUP && name.length() > 0 && hasNone(node)) {
        throw Errno.ENODATA.exception();
      }
      throw e;
    }
    try {
      if (size < 0 || size > Vfs.XATTR_MAX) {
        throw Errno.ERANGE.exception();
      }
      ByteBuffer value = ByteBuffer.allocate((int) size);
      int piece = fids.link().maxData();
      boolean end = size == 0;
      while (!end && value.hasRemaining()) {
        int before = value.position();
        int count = Math.min(value.remaining(), piece);
        fids.link().call(new Data9.Tread(fid, before, count), value);
        end = value.position() == before;
      }
      return Arrays.copyOf(value.array(), value.position());
    } finally {
      fids.link().clunkLater(fid);
    }
  }

  private static boolean hasNone(NinepNode node) {
    return node.type != FileType.REGULAR && node.type != FileType.DIRECTORY;
  }

  static List<XattrName> xattrs(NinepVfs room, Caller caller, NinepNode node)
      throws ErrnoException {
    byte[] all = xattr(room, caller, node, XdrString.EMPTY);
    List<XattrName> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == 0) {
        names.add(XattrName.of(Arrays.copyOfRange(all, start, i)));
        start = i + 1;
      }
    }
    return names;
  }
}

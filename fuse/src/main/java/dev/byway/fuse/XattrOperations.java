package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.XattrHow;
import dev.byway.vfs.XattrName;
import dev.byway.wire.WireException;
import dev.byway.wire.fuse.FuseGetxattrIn;
import dev.byway.wire.fuse.FuseGetxattrOut;
import dev.byway.wire.fuse.FuseSetxattrIn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// GETXATTR, SETXATTR, LISTXATTR, REMOVEXATTR. In a room without extended attributes all are
/// ENOSYS: the kernel then never asks again. Names that no room offers are answered here, above
/// all `security.capability`, which the kernel asks for when a file is written to.
final class XattrOperations {
  private static final int XATTR_CREATE = 1;
  private static final int XATTR_REPLACE = 2;
  private static final byte[] SECURITY = "security.".getBytes(StandardCharsets.US_ASCII);

  private final Vfs vfs;
  private final NodeTable nodes;
  private final Notices notices;
  private final boolean supported;
  private final boolean longSetxattr;

  /// @param longSetxattr FUSE_SETXATTR_EXT was agreed on
  XattrOperations(Session session, boolean longSetxattr) {
    this.vfs = session.vfs();
    this.nodes = session.nodes();
    this.notices = session.notices();
    this.supported = vfs.capabilities().has(Feature.XATTR);
    this.longSetxattr = longSetxattr;
  }

  private FuseNode node(Request request) throws ErrnoException {
    return nodes.at(request.header.nodeId());
  }

  private void need() throws ErrnoException {
    if (!supported) {
      throw Errno.ENOSYS.exception();
    }
  }

  private static XattrName name(Request request) throws ErrnoException, WireException {
    return XattrName.of(request.reader.string(XattrName.MAX));
  }

  private static boolean isOffered(XattrName name) {
    return name.isUser() || name.isAcl();
  }

  private static boolean isSecurity(XattrName name) {
    byte[] bytes = name.unsafeBytes();
    return bytes.length > SECURITY.length
        && Arrays.equals(bytes, 0, SECURITY.length, SECURITY, 0, SECURITY.length);
  }

  void getxattr(Request request) throws ErrnoException, WireException {
    need();
    FuseGetxattrIn in = FuseGetxattrIn.decode(request.reader);
    XattrName name = name(request);
    if (!isOffered(name)) {
      throw (isSecurity(name) ? Errno.ENODATA : Errno.ENOTSUP).exception();
    }
    byte[] value = vfs.getxattr(request.caller, node(request).node, name);
    if (hasRoom(request, in.size(), value.length)) {
      request.writer.bytes(value);
    }
  }

  void listxattr(Request request) throws ErrnoException, WireException {
    need();
    FuseGetxattrIn in = FuseGetxattrIn.decode(request.reader);
    List<XattrName> names = vfs.listxattr(request.caller, node(request).node);
    int length = 0;
    for (XattrName name : names) {
      length += name.length() + 1;
    }
    if (hasRoom(request, in.size(), length)) {
      for (XattrName name : names) {
        request.writer.bytes(name.unsafeBytes());
        request.writer.zeros(1);
      }
    }
  }

  /// @param size that the caller has room for, unsigned; 0 asks for the length only, which is then
  ///     answered
  /// @throws ErrnoException ERANGE it does not fit
  private static boolean hasRoom(Request request, int size, int length) throws ErrnoException {
    if (size == 0) {
      new FuseGetxattrOut(length).encode(request.writer);
      return false;
    }
    if (Integer.compareUnsigned(length, size) > 0 || length > request.writer.remaining()) {
      throw Errno.ERANGE.exception();
    }
    return true;
  }

  void setxattr(Request request) throws ErrnoException, WireException {
    need();
    FuseSetxattrIn in =
        longSetxattr
            ? FuseSetxattrIn.decode(request.reader)
            : FuseSetxattrIn.decodeShort(request.reader);
    XattrName name = name(request);
    if (!isOffered(name)) {
      throw Errno.ENOTSUP.exception();
    }
    if (Integer.compareUnsigned(in.size(), Vfs.XATTR_MAX) > 0) {
      throw Errno.ERANGE.exception();
    }
    XattrHow how =
        switch (in.flags()) {
          case 0 -> XattrHow.EITHER;
          case XATTR_CREATE -> XattrHow.CREATE;
          case XATTR_REPLACE -> XattrHow.REPLACE;
          default -> throw Errno.EINVAL.exception();
        };
    byte[] value = new byte[in.size()];
    request.reader.slice(value.length).get(value);
    FuseNode node = node(request);
    vfs.setxattr(request.caller, node.node, name, value, how);
    changed(node, name);
  }

  void removexattr(Request request) throws ErrnoException, WireException {
    need();
    XattrName name = name(request);
    if (!isOffered(name)) {
      throw Errno.ENOTSUP.exception();
    }
    FuseNode node = node(request);
    vfs.removexattr(request.caller, node.node, name);
    changed(node, name);
  }

  /// The kernel knows that ctime is another one now, but not that an access list is the mode too.
  private void changed(FuseNode node, XattrName name) throws ErrnoException {
    if (name.isAcl()) {
      notices.attributesChanged(node);
    }
  }
}

package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.XattrHow;
import dev.byway.vfs.XattrName;
import dev.byway.wire.ninep.Xattr9;
import dev.byway.wire.xdr.XdrString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Txattrwalk and Txattrcreate. A value is read at once, so that what the client reads is of one
/// piece; one that is written is set when its fid is clunked.
final class XattrCalls {
  private static final int XATTR_CREATE = 1;
  private static final int XATTR_REPLACE = 2;
  private static final byte[] SECURITY = "security.".getBytes(StandardCharsets.US_ASCII);

  private XattrCalls() {}

  static void walk(NinepCall call, Xattr9.Txattrwalk walk) throws ErrnoException {
    Session session = call.session();
    Fid fid = session.fid(walk.fid());
    if (session.has(walk.newfid())) {
      throw Errno.EBADF.exception();
    }
    if (isSecurity(walk.name())) {
      // Linux asks for security.capability before every write.
      throw Errno.ENODATA.exception();
    }
    byte[] value = value(call.caller(fid), fid, walk.name());
    Fid made = new Fid(fid.attachment(), fid.node(), null, null);
    made.xattr(new Xattr.Reading(value));
    session.add(walk.newfid(), made);
    call.reply(new Xattr9.Rxattrwalk(value.length));
  }

  private static boolean isSecurity(XdrString name) {
    byte[] bytes = name.unsafeBytes();
    return bytes.length > SECURITY.length
        && Arrays.equals(bytes, 0, SECURITY.length, SECURITY, 0, SECURITY.length);
  }

  private static byte[] value(Caller caller, Fid fid, XdrString name) throws ErrnoException {
    Vfs vfs = fid.attachment().vfs();
    if (name.length() > 0) {
      return vfs.getxattr(caller, fid.node(), XattrName.of(name.unsafeBytes()));
    }
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    for (XattrName each : vfs.listxattr(caller, fid.node())) {
      names.writeBytes(each.unsafeBytes());
      names.write(0);
    }
    return names.toByteArray();
  }

  static void create(NinepCall call, Xattr9.Txattrcreate create) throws ErrnoException {
    Fid fid = call.session().fid(create.fid());
    fid.requireClosed();
    fid.attachment().check();
    fid.attachment().requireWritable();
    XattrName name = XattrName.of(create.name().unsafeBytes());
    if (create.attrSize() < 0 || create.attrSize() > Vfs.XATTR_MAX) {
      throw Errno.ERANGE.exception();
    }
    // removexattr(2) comes as an empty value that replaces.
    boolean remove = create.attrSize() == 0 && create.flags() == XATTR_REPLACE;
    XattrHow how =
        switch (create.flags()) {
          case 0 -> XattrHow.EITHER;
          case XATTR_CREATE -> XattrHow.CREATE;
          case XATTR_REPLACE -> XattrHow.REPLACE;
          default -> throw Errno.EINVAL.exception();
        };
    fid.xattr(new Xattr.Writing(name, new byte[(int) create.attrSize()], remove ? null : how));
    call.reply(new Xattr9.Rxattrcreate());
  }

  /// Sets what was written.
  static void commit(Caller caller, Fid fid, Xattr.Writing writing) throws ErrnoException {
    Vfs vfs = fid.attachment().vfs();
    XattrHow how = writing.how();
    if (how == null) {
      vfs.removexattr(caller, fid.node(), writing.name());
    } else {
      vfs.setxattr(caller, fid.node(), writing.name(), writing.value(), how);
    }
  }
}

package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.XattrName;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.xdr.XdrString;
import java.nio.charset.StandardCharsets;

/// Extended attributes between the wire, which knows only those of users and not by their namespace
/// (RFC 8276 §7), and the room.
final class Xattrs {
  static final String USER = "user.";

  private Xattrs() {}

  /// @throws ErrnoException ERANGE, EINVAL
  static XattrName name(XdrString name) throws ErrnoException, Nfs4Exception {
    if (name.length() == 0) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_INVAL);
    }
    if (name.length() > XattrName.MAX - USER.length()) {
      throw Nfs4Exception.of(NfsStat4.NFS4ERR_NAMETOOLONG);
    }
    byte[] bytes = new byte[USER.length() + name.length()];
    System.arraycopy(USER.getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, USER.length());
    System.arraycopy(name.unsafeBytes(), 0, bytes, USER.length(), name.length());
    return XattrName.of(bytes);
  }
}

package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.XattrName;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Listxattrs4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.xdr.XdrString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// LISTXATTRS, RFC 8276 §8.4.3. A cookie counts the names before.
final class ListxattrsOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Listxattrs4.Args args = Listxattrs4.Args.decode(compound.args());
    Target target = compound.current();
    List<XdrString> names = names(target);
    if (args.cookie() < 0 || args.cookie() > names.size()) {
      return NfsStat4.NFS4ERR_BAD_COOKIE;
    }
    int most = Math.min(compound.available() - 2 * Compound.ROOM, limit(args.maxcount()));
    int left = most - Long.BYTES - 2 * Integer.BYTES;
    int from = (int) args.cookie();
    int to = from;
    while (to < names.size() && names.get(to).encodedSize() <= left) {
      left -= names.get(to).encodedSize();
      to++;
    }
    if (left < 0 || to == from && to < names.size()) {
      return NfsStat4.NFS4ERR_TOOSMALL;
    }
    compound.ensure(most);
    new Listxattrs4.Ok(to, names.subList(from, to), to == names.size()).encode(compound.out());
    return NfsStat4.NFS4_OK;
  }

  private static int limit(int maxcount) {
    return maxcount < 0 || maxcount > 2 * Vfs.XATTR_MAX ? 2 * Vfs.XATTR_MAX : maxcount;
  }

  private static List<XdrString> names(Target target) throws ErrnoException {
    List<XdrString> names = new ArrayList<>();
    for (XattrName each : target.vfs().listxattr(target.caller(), target.node())) {
      if (each.isUser()) {
        byte[] name = each.unsafeBytes();
        names.add(XdrString.of(Arrays.copyOfRange(name, Xattrs.USER.length(), name.length)));
      }
    }
    return names;
  }
}

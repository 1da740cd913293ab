package dev.byway.server.localio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Export;
import dev.byway.server.export.ExportedNode;
import dev.byway.server.export.FileHandles;
import dev.byway.server.export.LocalioPolicy;
import dev.byway.server.rpc.Credential;
import java.net.InetSocketAddress;

/// The server's own exports as LOCALIO asks them: handle, client rule, squash, in the same order
/// and with the same answers as for a READ.
///
/// @param handles those of the NFS program
public record ExportLending(FileHandles handles) implements LocalioExports {
  @Override
  public Target resolve(byte[] handle, InetSocketAddress client, int uid, int gid, int[] gids)
      throws ErrnoException {
    ExportedNode found = handles.resolve(handle, false);
    Export export = found.export();
    ClientRule rule = export.rule(client);
    if (rule == null) {
      throw Errno.EACCES.exception();
    }
    Credential credential = Credential.sys(uid, gid, gids, "");
    LocalioPolicy policy = export.spec().localio();
    return new Target(
        export,
        export.name(),
        export.vfs(),
        found.node(),
        rule.squashed(credential, client.getAddress().getHostAddress()),
        rule.readOnly(),
        policy != LocalioPolicy.OFF,
        policy == LocalioPolicy.TRUST);
  }
}

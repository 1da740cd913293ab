package dev.byway.client;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.rpc.Credential;
import dev.byway.client.rpc.Patience;
import dev.byway.client.rpc.RpcClient;
import dev.byway.client.rpc.RpcSettings;
import dev.byway.client.rpc.SmallCall;
import dev.byway.vfs.Caller;
import dev.byway.vfs.PathText;
import dev.byway.wire.mount3.Dirpath;
import dev.byway.wire.mount3.Export3;
import dev.byway.wire.mount3.Mnt3;
import dev.byway.wire.mount3.Mount3;
import dev.byway.wire.mount3.MountProcedure;
import dev.byway.wire.mount3.Mountstat3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.portmap.Mapping;
import dev.byway.wire.portmap.PmapProcedure;
import dev.byway.wire.portmap.Portmap;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import java.net.InetSocketAddress;
import java.util.List;

/// The MOUNT protocol version 3 (RFC 1813 §5) over TCP, and the way to it.
final class MountClient implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MountClient.class.getName());

  /// How long a goodbye may take that nobody needs.
  private static final int UMNT_MILLIS = 1000;

  private final RpcClient rpc;
  private final InetSocketAddress server;
  private final OpaqueAuth credential;

  private MountClient(RpcClient rpc, InetSocketAddress server, OpaqueAuth credential) {
    this.rpc = rpc;
    this.server = server;
    this.credential = credential;
  }

  /// What was mounted, and how to say that it is no longer.
  ///
  /// @param unmount does not throw; takes a second or so when the server is gone
  record Mounted(FileHandle3 root, Runnable unmount) {}

  /// Finds MOUNT: at `mountport`; else at the URL's own port, if the server has all programs there
  /// as Byway does; else where the port mapper says; and where there is no port mapper, at NFS's
  /// port.
  static MountClient find(NfsUrl url, RpcSettings settings) throws ErrnoException {
    RpcSettings one = settings.withConnections(1);
    if (url.number("mountport").isPresent()) {
      return connect(url, url.number("mountport").getAsInt(), one);
    }
    if (url.port() != 0) {
      MountClient same = connect(url, url.port(), one);
      if (same.answers()) {
        return same;
      }
      same.close();
    }
    int port;
    try {
      port = port(url, Mount3.PROGRAM, Mount3.VERSION, one);
    } catch (ErrnoException e) {
      if (url.port() != 0 || e.errno() != Errno.ECONNREFUSED) {
        throw e;
      }
      return connect(url, Nfs3.PORT, one);
    }
    if (port == 0) {
      throw Errno.ENOTSUP.exception(url.host() + " does not serve MOUNT version 3 over TCP");
    }
    return connect(url, port, one);
  }

  /// Asks a port mapper.
  ///
  /// @return 0 when it does not know the program
  static int port(NfsUrl url, int program, int version, RpcSettings settings)
      throws ErrnoException {
    Mapping wanted = new Mapping(program, version, Portmap.IPPROTO_TCP, 0);
    try (RpcClient rpc = RpcClient.connect(address(url.host(), Portmap.PORT), settings)) {
      SmallCall<Integer> call =
          new SmallCall<>(
              Portmap.PROGRAM,
              Portmap.PMAP_VERSION,
              PmapProcedure.GETPORT.number(),
              OpaqueAuth.NONE,
              wanted::encode,
              XdrReader::int32);
      rpc.call(call);
      int port = call.result();
      return port > 0 && port < 1 << 16 ? port : 0;
    }
  }

  static InetSocketAddress address(String host, int port) {
    return new InetSocketAddress(host, port);
  }

  private static MountClient connect(NfsUrl url, int port, RpcSettings settings)
      throws ErrnoException {
    InetSocketAddress server = address(url.host(), port);
    RpcClient rpc = RpcClient.connect(server, settings);
    Caller who = NfsMount.identity(url);
    return new MountClient(
        rpc, server, Credential.sys(who == null ? Caller.ROOT : who, NfsMount.machineName()));
  }

  private <R> SmallCall<R> call(
      MountProcedure procedure, SmallCall.Encoder arguments, SmallCall.Decoder<R> results)
      throws ErrnoException {
    SmallCall<R> call =
        new SmallCall<>(
            Mount3.PROGRAM, Mount3.VERSION, procedure.number(), credential, arguments, results);
    rpc.call(call);
    return call;
  }

  /// Whether this server has MOUNT version 3.
  private boolean answers() throws ErrnoException {
    try {
      call(MountProcedure.NULL, writer -> {}, reader -> true);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOTSUP) {
        return false;
      }
      throw e;
    }
  }

  /// @param path as [NfsUrl#path]
  Mounted mount(String path) throws ErrnoException {
    Dirpath wanted = new Dirpath(XdrString.of(PathText.bytes(path)));
    Mnt3 answer = call(MountProcedure.MNT, wanted::encode, Mnt3::decode).result();
    return switch (answer) {
      case Mnt3.Ok ok -> new Mounted(ok.fhandle(), () -> unmount(server, credential, wanted));
      case Mnt3.Fail fail -> throw errno(fail.status()).exception("mount " + path);
    };
  }

  /// UMNT, RFC 1813 §5.2.3: only the server's list of who mounted what is the better for it.
  private static void unmount(InetSocketAddress server, OpaqueAuth credential, Dirpath path) {
    RpcSettings hasty =
        RpcSettings.DEFAULT
            .withPatience(Patience.SOFT)
            .withTimeoutMillis(UMNT_MILLIS)
            .withRetrans(0);
    try (MountClient mount =
        new MountClient(RpcClient.connect(server, hasty), server, credential)) {
      mount.call(MountProcedure.UMNT, path::encode, results -> true);
    } catch (ErrnoException e) {
      LOG.log(System.Logger.Level.DEBUG, "the server was not told of the unmount", e);
    }
  }

  List<NfsExports.Export> exports() throws ErrnoException {
    Export3 answer = call(MountProcedure.EXPORT, writer -> {}, Export3::decode).result();
    return answer.exports().stream()
        .map(
            each ->
                new NfsExports.Export(
                    PathText.of(each.dir().unsafeBytes()),
                    each.groups().stream().map(XdrString::toString).toList()))
        .toList();
  }

  private static Errno errno(Mountstat3 status) {
    return switch (status) {
      case MNT3_OK -> throw new IllegalArgumentException("not an error");
      case MNT3ERR_PERM -> Errno.EPERM;
      case MNT3ERR_NOENT -> Errno.ENOENT;
      case MNT3ERR_IO, MNT3ERR_SERVERFAULT -> Errno.EIO;
      case MNT3ERR_ACCES -> Errno.EACCES;
      case MNT3ERR_NOTDIR -> Errno.ENOTDIR;
      case MNT3ERR_INVAL -> Errno.EINVAL;
      case MNT3ERR_NAMETOOLONG -> Errno.ENAMETOOLONG;
      case MNT3ERR_NOTSUPP -> Errno.ENOTSUP;
    };
  }

  @Override
  public void close() {
    rpc.close();
  }
}

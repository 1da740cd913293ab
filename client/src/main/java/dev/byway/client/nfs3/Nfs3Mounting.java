package dev.byway.client.nfs3;

import dev.byway.base.ErrnoException;
import dev.byway.client.nlm4.NlmLocks;
import dev.byway.client.rpc.RpcClient;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Capabilities;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Name;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Fsinfo3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.NfsTime3;
import dev.byway.wire.nfs3.Pathconf3;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes a room of a file handle that the MOUNT protocol gave: asks the server what the file system
/// can do and likes (FSINFO and PATHCONF, RFC 1813 §3.3.19 and §3.3.20).
public final class Nfs3Mounting {
  private static final int DTSIZE_MIN = 8 * 1024;
  private static final int DTSIZE_MAX = 64 * 1024;
  private static final int SECOND = 1_000_000_000;

  private Nfs3Mounting() {}

  /// @param rpc to the NFS program; closed with the room, or when this fails
  /// @param locks closed with the room; null: it has none
  public static Nfs3Vfs mount(
      RpcClient rpc, FileHandle3 root, Nfs3Options options, @Nullable NlmLocks locks)
      throws ErrnoException {
    Nfs3Client client = new Nfs3Client(rpc, options.as(), options.machineName());
    boolean mounted = false;
    try {
      Fsinfo3.Res.Ok info = info(client, root);
      Pathconf3.Res.Ok conf = conf(client, root);
      var limits =
          new Nfs3Vfs.Limits(
              size(options.rsize(), info.rtmax()),
              size(options.wsize(), info.wtmax()),
              Math.clamp(info.dtpref(), DTSIZE_MIN, DTSIZE_MAX));
      Nfs3Vfs vfs =
          new Nfs3Vfs(
              client,
              root,
              capabilities(info, conf, locks != null),
              limits,
              options.readOnly(),
              locks);
      mounted = true;
      return vfs;
    } finally {
      if (!mounted) {
        client.close();
      }
    }
  }

  private static int size(int wanted, int most) {
    int ask = wanted == 0 ? Nfs3Options.SIZE_DEFAULT : wanted;
    int takes = most <= 0 ? Nfs3Options.SIZE_MAX : Math.max(most, Nfs3Options.SIZE_MIN);
    return Math.min(ask, takes);
  }

  private static Fsinfo3.Res.Ok info(Nfs3Client client, FileHandle3 root) throws ErrnoException {
    Fsinfo3.Args args = new Fsinfo3.Args(root);
    Fsinfo3.Res answer =
        client.call(
            Caller.ROOT,
            Nfs3Procedure.FSINFO,
            args::encode,
            Fsinfo3.Res::decode,
            Fsinfo3.Res::status);
    return switch (answer) {
      case Fsinfo3.Res.Ok ok -> ok;
      case Fsinfo3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  private static Pathconf3.Res.Ok conf(Nfs3Client client, FileHandle3 root) throws ErrnoException {
    Pathconf3.Args args = new Pathconf3.Args(root);
    Pathconf3.Res answer =
        client.call(
            Caller.ROOT,
            Nfs3Procedure.PATHCONF,
            args::encode,
            Pathconf3.Res::decode,
            Pathconf3.Res::status);
    return switch (answer) {
      case Pathconf3.Res.Ok ok -> ok;
      case Pathconf3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  private static Capabilities capabilities(
      Fsinfo3.Res.Ok info, Pathconf3.Res.Ok conf, boolean locks) {
    NfsTime3 delta = info.timeDelta();
    long granularity = Math.clamp(delta.toNanos(), 1, SECOND);
    int properties = info.properties();
    return new Capabilities(
        (properties & Fsinfo3.FSF3_LINK) != 0,
        (properties & Fsinfo3.FSF3_SYMLINK) != 0,
        true,
        true,
        conf.chownRestricted(),
        !conf.caseInsensitive(),
        conf.casePreserving(),
        true,
        false,
        false,
        conf.linkmax() <= 0 ? Integer.MAX_VALUE : conf.linkmax(),
        conf.nameMax() <= 0 ? Name.MAX : Math.min(conf.nameMax(), Name.MAX),
        info.maxfilesize() < 0 ? Long.MAX_VALUE : info.maxfilesize(),
        (int) granularity,
        locks ? Set.of(Feature.LOCKS) : Set.of());
  }
}

package dev.byway.cli.serve;

import dev.byway.server.rpc.RpcTap;
import dev.byway.wire.WireException;
import dev.byway.wire.mount3.Mount3;
import dev.byway.wire.nfs3.Access3;
import dev.byway.wire.nfs3.Commit3;
import dev.byway.wire.nfs3.Create3;
import dev.byway.wire.nfs3.Fsinfo3;
import dev.byway.wire.nfs3.Fsstat3;
import dev.byway.wire.nfs3.Getattr3;
import dev.byway.wire.nfs3.Link3;
import dev.byway.wire.nfs3.Lookup3;
import dev.byway.wire.nfs3.Mkdir3;
import dev.byway.wire.nfs3.Mknod3;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.nfs3.Pathconf3;
import dev.byway.wire.nfs3.Read3;
import dev.byway.wire.nfs3.Readdir3;
import dev.byway.wire.nfs3.Readdirplus3;
import dev.byway.wire.nfs3.Readlink3;
import dev.byway.wire.nfs3.Remove3;
import dev.byway.wire.nfs3.Rename3;
import dev.byway.wire.nfs3.Rmdir3;
import dev.byway.wire.nfs3.Setattr3;
import dev.byway.wire.nfs3.Symlink3;
import dev.byway.wire.nfs3.Write3;
import dev.byway.wire.xdr.XdrReader;
import java.nio.ByteBuffer;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One call as one line: time, client, xid, operation, arguments, status, microseconds, road.
final class TraceLine {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  /// Bytes of a reply before its results: xid, REPLY, MSG_ACCEPTED, verifier of no length, and
  /// accept_stat (RFC 5531 §9).
  private static final int ACCEPT_STAT = 5 * Integer.BYTES;

  private TraceLine() {}

  static String of(RpcTap.Event event) {
    return String.format(
        Locale.ROOT,
        "%s %s xid=%08x %s %s -> %s %.1fus %s",
        TIME.format(LocalTime.now()),
        event.connection().peer().getAddress().getHostAddress()
            + ":"
            + event.connection().peer().getPort(),
        event.xid(),
        event.procedure().name(),
        Show.arguments(arguments(event)),
        status(event),
        event.nanos() / 1e3,
        event.road().name().toLowerCase(Locale.ROOT));
  }

  private static @Nullable Object arguments(RpcTap.Event event) {
    if (event.program().number() != Nfs3.PROGRAM || event.version() != Nfs3.VERSION) {
      return null;
    }
    try {
      return arguments(
          Nfs3Procedure.valueOf(event.procedure().name()), new XdrReader(event.args().duplicate()));
    } catch (WireException | IllegalArgumentException malformed) {
      return "(malformed)";
    }
  }

  private static @Nullable Object arguments(Nfs3Procedure procedure, XdrReader args)
      throws WireException {
    return switch (procedure) {
      case NULL -> null;
      case GETATTR -> Getattr3.Args.decode(args);
      case SETATTR -> Setattr3.Args.decode(args);
      case LOOKUP -> Lookup3.Args.decode(args);
      case ACCESS -> Access3.Args.decode(args);
      case READLINK -> Readlink3.Args.decode(args);
      case READ -> Read3.Args.decode(args);
      case WRITE -> Write3.Args.decode(args, Integer.MAX_VALUE);
      case CREATE -> Create3.Args.decode(args);
      case MKDIR -> Mkdir3.Args.decode(args);
      case SYMLINK -> Symlink3.Args.decode(args);
      case MKNOD -> Mknod3.Args.decode(args);
      case REMOVE -> Remove3.Args.decode(args);
      case RMDIR -> Rmdir3.Args.decode(args);
      case RENAME -> Rename3.Args.decode(args);
      case LINK -> Link3.Args.decode(args);
      case READDIR -> Readdir3.Args.decode(args);
      case READDIRPLUS -> Readdirplus3.Args.decode(args);
      case FSSTAT -> Fsstat3.Args.decode(args);
      case FSINFO -> Fsinfo3.Args.decode(args);
      case PATHCONF -> Pathconf3.Args.decode(args);
      case COMMIT -> Commit3.Args.decode(args);
    };
  }

  private static String status(RpcTap.Event event) {
    ByteBuffer reply = event.reply();
    int start = reply.position();
    if (reply.remaining() < ACCEPT_STAT + Integer.BYTES || reply.getInt(start + ACCEPT_STAT) != 0) {
      return "RPC refused";
    }
    if (!hasStatus(event) || reply.remaining() < ACCEPT_STAT + 2 * Integer.BYTES) {
      return "ok";
    }
    try {
      NfsStat3 status =
          NfsStat3.decode(
              new XdrReader(reply.slice(start + ACCEPT_STAT + Integer.BYTES, Integer.BYTES)));
      return status == NfsStat3.NFS3_OK ? "ok" : status.name();
    } catch (WireException notOurs) {
      return "ok";
    }
  }

  /// Whether the results begin with an `nfsstat3`, or a `mountstat3`, which has the same values.
  private static boolean hasStatus(RpcTap.Event event) {
    String procedure = event.procedure().name();
    return switch (event.program().number()) {
      case Nfs3.PROGRAM -> !procedure.equals("NULL");
      case Mount3.PROGRAM -> procedure.equals("MNT");
      default -> false;
    };
  }
}

package dev.byway.server.nfs4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.server.NfsServer;
import dev.byway.server.nfs4.Nfs4Client.Op;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs4.NfsOp4;
import dev.byway.wire.nfs4.NfsStat4;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Asks a running server for each operation of each minor version, and holds `docs/operations.md`
/// against what it says. With `BYWAY_OPERATIONS=write` in the
/// environment the page is written anew.
class OperationsTableTest {
  private static final Path PAGE =
      Path.of(System.getProperty("byway.root", "..")).resolve("docs/operations.md");

  /// Why an operation is refused, or what it does less than its RFC allows.
  private static final Map<NfsOp4, String> NOTES = new EnumMap<>(NfsOp4.class);

  static {
    String pnfs = "no pNFS";
    String dead = "of 4.0 only";
    NOTES.put(NfsOp4.OPEN, "gives no delegations");
    NOTES.put(NfsOp4.DELEGPURGE, "no delegations");
    NOTES.put(NfsOp4.DELEGRETURN, "no delegations");
    NOTES.put(NfsOp4.GET_DIR_DELEGATION, "no delegations");
    NOTES.put(NfsOp4.WANT_DELEGATION, "no delegations");
    NOTES.put(NfsOp4.OPENATTR, "no named attributes; see GETXATTR");
    NOTES.put(NfsOp4.OPEN_CONFIRM, dead);
    NOTES.put(NfsOp4.RENEW, dead);
    NOTES.put(NfsOp4.SETCLIENTID, dead);
    NOTES.put(NfsOp4.SETCLIENTID_CONFIRM, dead);
    NOTES.put(NfsOp4.RELEASE_LOCKOWNER, dead);
    NOTES.put(NfsOp4.GETDEVICEINFO, pnfs);
    NOTES.put(NfsOp4.GETDEVICELIST, pnfs);
    NOTES.put(NfsOp4.LAYOUTCOMMIT, pnfs);
    NOTES.put(NfsOp4.LAYOUTGET, pnfs);
    NOTES.put(NfsOp4.LAYOUTRETURN, pnfs);
    NOTES.put(NfsOp4.LAYOUTERROR, pnfs);
    NOTES.put(NfsOp4.LAYOUTSTATS, pnfs);
    NOTES.put(NfsOp4.SET_SSV, "SP4_SSV is refused by EXCHANGE_ID");
    NOTES.put(NfsOp4.BACKCHANNEL_CTL, "nobody is called back");
    NOTES.put(NfsOp4.LOCK, "rooms with LOCKS; who is denied is not called back");
    NOTES.put(NfsOp4.LOCKT, "rooms with LOCKS");
    NOTES.put(NfsOp4.LOCKU, "rooms with LOCKS");
    NOTES.put(NfsOp4.ALLOCATE, "rooms with FALLOCATE");
    NOTES.put(NfsOp4.DEALLOCATE, "rooms with FALLOCATE");
    NOTES.put(NfsOp4.SEEK, "rooms with SEEK");
    NOTES.put(NfsOp4.READ_PLUS, "one segment of data");
    NOTES.put(NfsOp4.COPY, "within this server, 64 MiB an answer, synchronous");
    NOTES.put(NfsOp4.COPY_NOTIFY, "within this server only");
    NOTES.put(NfsOp4.OFFLOAD_CANCEL, "copies are synchronous");
    NOTES.put(NfsOp4.OFFLOAD_STATUS, "copies are synchronous");
    NOTES.put(NfsOp4.IO_ADVISE, "heard, and nothing done");
    NOTES.put(NfsOp4.WRITE_SAME, "no application data blocks");
    NOTES.put(NfsOp4.CLONE, "no room can yet; COPY shares blocks where the disk can");
    NOTES.put(NfsOp4.GETXATTR, "rooms with XATTR");
    NOTES.put(NfsOp4.SETXATTR, "rooms with XATTR");
    NOTES.put(NfsOp4.LISTXATTRS, "rooms with XATTR");
    NOTES.put(NfsOp4.REMOVEXATTR, "rooms with XATTR");
  }

  @Test
  void thePageSaysWhatTheServerDoes() throws Exception {
    String page = page();
    if ("write".equals(System.getenv("BYWAY_OPERATIONS"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).content().isEqualTo(page);
  }

  private static String page() throws Exception {
    StringBuilder page =
        new StringBuilder(
            """
            # Operations

            What the server answers, operation by operation. Written by `OperationsTableTest`, which asks a
            running server for each of them, and fails when this page says anything else.

            ## NFSv3 (RFC 1813)

            All %d procedures, NULL to COMMIT.

            ## NFSv4.1 (RFC 8881) and NFSv4.2 (RFC 7862, RFC 8276)

            NFSv4.0 is refused (NFS4ERR_MINOR_VERS_MISMATCH). What a room's file system cannot do is
            NFS4ERR_NOTSUPP there.

            | number | operation | 4.1 | 4.2 | |
            |---|---|---|---|---|
            """
                .formatted(Nfs3Procedure.values().length));
    try (NfsServer server = NfsServer.builder().export("/data", new MemoryVfs()).start();
        Nfs4Client client = Nfs4Client.begun(server.address(), "table")) {
      for (NfsOp4 op : NfsOp4.values()) {
        page.append(
            "| %d | %s | %s | %s | %s |\n"
                .formatted(
                    op.number(),
                    op,
                    answer(client, 1, op),
                    answer(client, 2, op),
                    NOTES.getOrDefault(op, "")));
      }
    }
    return page.toString();
  }

  /// Without arguments or a file handle, what is served fails in another way than what is not.
  private static String answer(Nfs4Client client, int minor, NfsOp4 op) throws Exception {
    Op sequence = client.sequence(++client.sequence, 0, false);
    NfsStat4 status = client.send(minor, sequence, Op.of(op)).head().status();
    return switch (status) {
      case NFS4ERR_NOTSUPP, NFS4ERR_OP_ILLEGAL -> status.name().substring("NFS4ERR_".length());
      default -> "works";
    };
  }
}

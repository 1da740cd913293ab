package dev.byway.server.rpc;

import dev.byway.wire.rpc.CallHeader;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// What makes two calls the same one, sent again: the client's address (not its port, as it may
/// have reconnected), the xid, the procedure, and the bytes, by length and a checksum of the
/// first of them, since xids begin anew when a client restarts.
record ReplayKey(
    InetAddress address,
    int xid,
    int program,
    int version,
    int procedure,
    int length,
    int checksum) {
  private static final int CHECKED = 256;

  /// @param record the whole call, from position to limit
  static ReplayKey of(InetAddress address, CallHeader header, ByteBuffer record) {
    int length = record.remaining();
    CRC32C crc = new CRC32C();
    crc.update(record.slice(record.position(), Math.min(length, CHECKED)));
    return new ReplayKey(
        address,
        header.xid(),
        header.prog(),
        header.vers(),
        header.proc(),
        length,
        (int) crc.getValue());
  }
}

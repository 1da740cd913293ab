package dev.byway.wire.localio;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/// The messages of the grant protocol, one to a packet of a SOCK_SEQPACKET socket, in XDR: the kind
/// as an `int`, then the fields in their order.
///
/// ```
/// client: HELLO 1 version nonce[16]                    first, and only once
/// server: WELCOME 2 slots                              with the descriptor of the slots' memory
///         REFUSED 3 xid=0 errno reason<>               and the connection ends
///
/// client: OPEN_LOCAL 4 xid handle<64> uid gid gids<16> access
/// server: GRANTED 5 xid slot generation                with the file's descriptor
///         REFUSED 3 xid errno reason<>
/// client: RELEASE 6 slot generation                    its descriptor is closed; no answer
///
/// server: RECALL 7 slot generation reason<>            its slot is off: close it, RELEASE
///         GOODBYE 8 reason<>                           all slots are off; the connection ends
/// ```
///
/// Numbers the other side gives are looked up, never trusted: a slot or generation that is not
/// there is ignored in RELEASE and RECALL, an answer to no question ends the connection.
public sealed interface GrantMessage {
  /// Of the grant protocol, not of LOCALIO.
  int VERSION = 1;

  /// No message is longer, in bytes.
  int BYTES_MAX = 512;

  /// NFS3_FHSIZE, in bytes.
  int HANDLE_MAX = 64;

  /// As in AUTH_SYS (RFC 5531, appendix A).
  int GIDS_MAX = 16;

  /// Longest reason in bytes of UTF-8; longer ones are cut.
  int REASON_MAX = 256;

  /// Bits of [OpenLocal#access].
  int READ = 1;

  int WRITE = 2;

  /// @param version [#VERSION]
  /// @param nonce what UUID_IS_LOCAL carried
  record Hello(int version, UUID nonce) implements GrantMessage {}

  /// @param slots how many the memory has, at least 1
  record Welcome(int slots) implements GrantMessage {}

  /// @param xid of the OPEN_LOCAL, 0 of the HELLO
  /// @param errno number of Linux's
  /// @param reason for people
  record Refused(int xid, int errno, String reason) implements GrantMessage {}

  /// @param xid not 0, chosen by the client
  /// @param handle the NFS handle of a regular file
  /// @param uid what AUTH_SYS would say; unsigned, as are `gid` and `gids`
  /// @param access [#READ], [#WRITE] or both
  record OpenLocal(int xid, byte[] handle, int uid, int gid, int[] gids, int access)
      implements GrantMessage {}

  /// @param generation of this use of the slot, not 0
  record Granted(int xid, int slot, int generation) implements GrantMessage {}

  record Release(int slot, int generation) implements GrantMessage {}

  record Recall(int slot, int generation, String reason) implements GrantMessage {}

  record Goodbye(String reason) implements GrantMessage {}

  /// Decodes one packet, from the buffer's position to its limit.
  ///
  /// @throws WireException it is none, or has bytes left over
  static GrantMessage decode(ByteBuffer packet) throws WireException {
    XdrReader in = new XdrReader(packet);
    int kind = in.int32();
    GrantMessage message =
        switch (kind) {
          case 1 -> new Hello(in.int32(), UuidIsLocal.decode(in).uuid());
          case 2 -> new Welcome(in.int32());
          case 3 -> new Refused(in.int32(), in.int32(), text(in));
          case 4 -> openLocal(in);
          case 5 -> new Granted(in.int32(), in.int32(), in.int32());
          case 6 -> new Release(in.int32(), in.int32());
          case 7 -> new Recall(in.int32(), in.int32(), text(in));
          case 8 -> new Goodbye(text(in));
          default -> throw new WireException("grant message of kind " + kind);
        };
    if (in.remaining() > 0) {
      throw new WireException(in.remaining() + " bytes after a grant message");
    }
    return message;
  }

  private static OpenLocal openLocal(XdrReader in) throws WireException {
    int xid = in.int32();
    byte[] handle = in.opaque(HANDLE_MAX);
    int uid = in.int32();
    int gid = in.int32();
    int[] gids = new int[in.count(GIDS_MAX)];
    for (int i = 0; i < gids.length; i++) {
      gids[i] = in.int32();
    }
    int access = in.int32();
    if (access < READ || access > (READ | WRITE)) {
      throw new WireException("access " + access);
    }
    return new OpenLocal(xid, handle, uid, gid, gids, access);
  }

  private static String text(XdrReader in) throws WireException {
    return new String(in.opaque(REASON_MAX), StandardCharsets.UTF_8);
  }

  /// Encodes into a packet of its own, ready to send.
  default ByteBuffer encode() {
    ByteBuffer packet = ByteBuffer.allocate(BYTES_MAX);
    XdrWriter out = new XdrWriter(packet);
    switch (this) {
      case Hello m -> {
        ints(out, 1, m.version);
        new UuidIsLocal(m.nonce).encode(out);
      }
      case Welcome m -> ints(out, 2, m.slots);
      case Refused m -> {
        ints(out, 3, m.xid, m.errno);
        text(out, m.reason);
      }
      case OpenLocal m -> {
        ints(out, 4, m.xid);
        out.opaque(m.handle);
        ints(out, m.uid, m.gid, m.gids.length);
        ints(out, m.gids);
        ints(out, m.access);
      }
      case Granted m -> ints(out, 5, m.xid, m.slot, m.generation);
      case Release m -> ints(out, 6, m.slot, m.generation);
      case Recall m -> {
        ints(out, 7, m.slot, m.generation);
        text(out, m.reason);
      }
      case Goodbye m -> {
        ints(out, 8);
        text(out, m.reason);
      }
    }
    return packet.flip();
  }

  private static void ints(XdrWriter out, int... values) {
    for (int value : values) {
      out.int32(value);
    }
  }

  private static void text(XdrWriter out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.opaque(bytes.length <= REASON_MAX ? bytes : Arrays.copyOf(bytes, REASON_MAX));
  }
}

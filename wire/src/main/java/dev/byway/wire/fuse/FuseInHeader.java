package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// Stands before every request.
///
///     struct fuse_in_header { uint32_t len; uint32_t opcode; uint64_t unique;
///         uint64_t nodeid; uint32_t uid; uint32_t gid; uint32_t pid;
///         uint16_t total_extlen; uint16_t padding; };
///
/// @param len bytes of the whole request, this header and the extensions included
/// @param opcode of [FuseOpcode]
/// @param unique names the request in its reply and in INTERRUPT
/// @param nodeId what the request is about; 0 where it is about nothing
/// @param uid the calling thread's fsuid, unsigned; 0 for what the kernel does by itself
/// @param gid the calling thread's fsgid, unsigned
/// @param pid the calling thread, as in `/proc`; 0 where it has no number here
/// @param extensionWords length of the extensions at the end of the request, in units of 8 bytes
public record FuseInHeader(
    int len, int opcode, long unique, long nodeId, int uid, int gid, int pid, int extensionWords) {
  /// Bytes on the wire.
  public static final int SIZE = 40;

  public static FuseInHeader decode(FuseReader reader) throws WireException {
    int len = reader.int32();
    int opcode = reader.int32();
    long unique = reader.int64();
    long nodeId = reader.int64();
    int uid = reader.int32();
    int gid = reader.int32();
    int pid = reader.int32();
    int extensionWords = reader.uint16();
    reader.skip(2);
    return new FuseInHeader(len, opcode, unique, nodeId, uid, gid, pid, extensionWords);
  }

  public void encode(FuseWriter writer) {
    writer.int32(len);
    writer.int32(opcode);
    writer.int64(unique);
    writer.int64(nodeId);
    writer.int32(uid);
    writer.int32(gid);
    writer.int32(pid);
    writer.int16(extensionWords);
    writer.zeros(2);
  }
}

package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// Reply to LOOKUP and to all that make a name; CREATE adds [FuseOpenOut]. Gives the kernel one
/// reference to the node, which FORGET takes back.
///
///     struct fuse_entry_out { uint64_t nodeid; uint64_t generation; uint64_t entry_valid;
///         uint64_t attr_valid; uint32_t entry_valid_nsec; uint32_t attr_valid_nsec;
///         struct fuse_attr attr; };
///
/// @param nodeId 0: there is no such name, and that may be remembered for `entryValid`
/// @param generation with `nodeId`, unique for the life of the mount
/// @param entryValid seconds for which the name may be remembered
/// @param attrValid seconds for which the attributes may be
public record FuseEntryOut(
    long nodeId,
    long generation,
    long entryValid,
    long attrValid,
    int entryValidNanos,
    int attrValidNanos,
    FuseAttr attr) {
  /// Bytes on the wire.
  public static final int SIZE = 128;

  public static FuseEntryOut decode(FuseReader reader) throws WireException {
    return new FuseEntryOut(
        reader.int64(),
        reader.int64(),
        reader.int64(),
        reader.int64(),
        reader.int32(),
        reader.int32(),
        FuseAttr.decode(reader));
  }

  public void encode(FuseWriter writer) {
    writer.int64(nodeId);
    writer.int64(generation);
    writer.int64(entryValid);
    writer.int64(attrValid);
    writer.int32(entryValidNanos);
    writer.int32(attrValidNanos);
    attr.encode(writer);
  }
}

package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// Reply to INIT.
///
///     struct fuse_init_out { uint32_t major; uint32_t minor; uint32_t max_readahead;
///         uint32_t flags; uint16_t max_background; uint16_t congestion_threshold;
///         uint32_t max_write; uint32_t time_gran; uint16_t max_pages;
///         uint16_t map_alignment; uint32_t flags2; uint32_t max_stack_depth;
///         uint16_t request_timeout; uint16_t unused[11]; };
///
/// @param maxReadahead bytes
/// @param flags low half of the flags agreed on
/// @param maxBackground most requests under way that nobody waits for: read-ahead, asynchronous
///     I/O, write-back
/// @param congestionThreshold of those, when the kernel starts to hold back
/// @param maxWrite bytes of one WRITE
/// @param timeGran granularity of times, in nanoseconds
/// @param maxPages pages of one request, where FUSE_MAX_PAGES was agreed
/// @param flags2 high half of the flags
/// @param maxStackDepth where FUSE_PASSTHROUGH was agreed: 1, the files behind are of file systems
///     that are not stacked on others; 2, they may be
/// @param requestTimeout seconds, where FUSE_REQUEST_TIMEOUT was agreed
public record FuseInitOut(
    int major,
    int minor,
    int maxReadahead,
    int flags,
    int maxBackground,
    int congestionThreshold,
    int maxWrite,
    int timeGran,
    int maxPages,
    int mapAlignment,
    int flags2,
    int maxStackDepth,
    int requestTimeout) {
  /// Bytes on the wire.
  public static final int SIZE = 64;

  public static FuseInitOut decode(FuseReader reader) throws WireException {
    int major = reader.int32();
    int minor = reader.int32();
    int maxReadahead = reader.int32();
    int flags = reader.int32();
    int maxBackground = reader.uint16();
    int congestionThreshold = reader.uint16();
    int maxWrite = reader.int32();
    int timeGran = reader.int32();
    int maxPages = reader.uint16();
    int mapAlignment = reader.uint16();
    int flags2 = reader.int32();
    int maxStackDepth = reader.int32();
    int requestTimeout = reader.uint16();
    reader.skip(22);
    return new FuseInitOut(
        major,
        minor,
        maxReadahead,
        flags,
        maxBackground,
        congestionThreshold,
        maxWrite,
        timeGran,
        maxPages,
        mapAlignment,
        flags2,
        maxStackDepth,
        requestTimeout);
  }

  public void encode(FuseWriter writer) {
    writer.int32(major);
    writer.int32(minor);
    writer.int32(maxReadahead);
    writer.int32(flags);
    writer.int16(maxBackground);
    writer.int16(congestionThreshold);
    writer.int32(maxWrite);
    writer.int32(timeGran);
    writer.int16(maxPages);
    writer.int16(mapAlignment);
    writer.int32(flags2);
    writer.int32(maxStackDepth);
    writer.int16(requestTimeout);
    writer.zeros(22);
  }
}

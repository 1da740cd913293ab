package dev.byway.client.cache;

/// What a [CachingVfs] has at one moment, and what it did since it was made. Bytes are bytes; other
/// figures are counts.
///
/// @param pages of [#pageSize] bytes that the cache may have
/// @param pagesUsed that hold something
/// @param pagesDirty that hold what the room below has not on stable storage
/// @param inodes nodes of which something is known
/// @param workers threads that there may be
/// @param workersBusy at this moment: with or without a thread that waits
/// @param hits reads answered from memory alone
/// @param misses reads that were not
/// @param evictions pages that had to go for others
/// @param invalidations how often a file was dropped because somebody else changed it
/// @param aheadWindows windows read ahead
/// @param aheadBytes asked for ahead of the reader
/// @param reads requests to the room below
/// @param readBytes asked for by them
/// @param writes requests to the room below
/// @param writtenBytes by them
/// @param commits requests to the room below
/// @param rewrites requests' worth of data written again because the room below may have lost it
/// @param lateErrors writes that failed after they were answered
/// @param attributeHits getattrs answered from memory
/// @param attributeMisses questions to the room below
/// @param nameHits look-ups answered from memory
/// @param nameMisses look-ups that were not
public record CacheStatus(
    int pageSize,
    int pages,
    int pagesUsed,
    int pagesDirty,
    int inodes,
    int workers,
    int workersBusy,
    long hits,
    long misses,
    long evictions,
    long invalidations,
    long aheadWindows,
    long aheadBytes,
    long reads,
    long readBytes,
    long writes,
    long writtenBytes,
    long commits,
    long rewrites,
    long lateErrors,
    long attributeHits,
    long attributeMisses,
    long nameHits,
    long nameMisses) {

  static CacheStatus of(CacheOptions options, Cache cache, int inodes) {
    Counters counters = cache.counters;
    return new CacheStatus(
        Page.SIZE,
        cache.pool.capacity(),
        cache.pool.used(),
        cache.pool.dirty(),
        inodes,
        options.workers(),
        Math.max(cache.underWay.count(), cache.workers.busy()),
        counters.hits.sum(),
        counters.misses.sum(),
        counters.evictions.sum(),
        counters.invalidations.sum(),
        counters.aheadWindows.sum(),
        counters.aheadBytes.sum(),
        counters.reads.sum(),
        counters.readBytes.sum(),
        counters.writes.sum(),
        counters.writtenBytes.sum(),
        counters.commits.sum(),
        counters.rewrites.sum(),
        counters.lateErrors.sum(),
        counters.attributeHits.sum(),
        counters.attributeMisses.sum(),
        counters.nameHits.sum(),
        counters.nameMisses.sum());
  }
}

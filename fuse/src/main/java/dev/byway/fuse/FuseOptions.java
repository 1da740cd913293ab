package dev.byway.fuse;

import dev.byway.linux.FuseMounts;
import java.time.Duration;

/// How to mount a room.
///
/// @param mount what the kernel is told at mount(2)
/// @param threads that listen when there is nothing to do; at least 2
/// @param maxThreads that may be busy at once, when the room is slow
/// @param entryTimeout how long the kernel may believe a name, also one that is not there
/// @param attributeTimeout how long it may believe attributes, and so that cached data is good
/// @param followsRoom instead of both, as long as the room itself holds what it said, where it says
///     how long ([dev.byway.vfs.Vfs#holdNanos])
/// @param directIo the kernel keeps no data of files
/// @param writeback the kernel keeps written data and sends it later; others on the room see it
///     late. Ignored with `directIo`
/// @param passthrough the kernel reads and writes the room's own files where it lends them
///     ([dev.byway.vfs.Vfs#lend]), if it can (CAP_SYS_ADMIN, no `writeback`)
public record FuseOptions(
    FuseMounts.Options mount,
    int threads,
    int maxThreads,
    Duration entryTimeout,
    Duration attributeTimeout,
    boolean followsRoom,
    boolean directIo,
    boolean writeback,
    boolean passthrough) {
  private static final int LEAST_THREADS = 2;
  private static final int MAX_THREADS = 64;

  public FuseOptions {
    if (threads < LEAST_THREADS || maxThreads < threads) {
      throw new IllegalArgumentException("threads " + threads + " to " + maxThreads);
    }
    if (entryTimeout.isNegative() || attributeTimeout.isNegative()) {
      throw new IllegalArgumentException("a timeout is negative");
    }
  }

  /// A thread for each core, names and attributes for as long as the room holds them or for a
  /// second, cached reads, passthrough.
  public static FuseOptions of(FuseMounts.Options mount) {
    int cores = Math.clamp(Runtime.getRuntime().availableProcessors(), LEAST_THREADS, MAX_THREADS);
    Duration second = Duration.ofSeconds(1);
    return new FuseOptions(mount, cores, MAX_THREADS, second, second, true, false, false, true);
  }

  public FuseOptions withThreads(int least, int most) {
    return new FuseOptions(
        mount,
        least,
        most,
        entryTimeout,
        attributeTimeout,
        followsRoom,
        directIo,
        writeback,
        passthrough);
  }

  /// These, whatever the room says.
  public FuseOptions withTimeouts(Duration entry, Duration attribute) {
    return new FuseOptions(
        mount, threads, maxThreads, entry, attribute, false, directIo, writeback, passthrough);
  }

  public FuseOptions withDirectIo(boolean on) {
    return new FuseOptions(
        mount,
        threads,
        maxThreads,
        entryTimeout,
        attributeTimeout,
        followsRoom,
        on,
        writeback,
        passthrough);
  }

  public FuseOptions withWriteback(boolean on) {
    return new FuseOptions(
        mount,
        threads,
        maxThreads,
        entryTimeout,
        attributeTimeout,
        followsRoom,
        directIo,
        on,
        passthrough);
  }

  public FuseOptions withPassthrough(boolean on) {
    return new FuseOptions(
        mount,
        threads,
        maxThreads,
        entryTimeout,
        attributeTimeout,
        followsRoom,
        directIo,
        writeback,
        on);
  }
}

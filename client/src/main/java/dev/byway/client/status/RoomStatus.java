package dev.byway.client.status;

import dev.byway.client.cache.CacheOptions;
import dev.byway.client.cache.CacheStatus;
import dev.byway.client.cache.CachingVfs;
import dev.byway.client.localio.LocalioVfs;
import dev.byway.client.localio.RoadReport;
import dev.byway.vfs.Vfs;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A mounted room at one moment.
///
/// @param source what is mounted, without its options
/// @param road [RoadReport#BYWAY] or [RoadReport#WIRE]
/// @param why the road is what it is
/// @param files open ones that take the byway for all they are open for, and others by the reason
///     why they do not
/// @param calls reads and writes so far; null where nobody counts them
/// @param cache null without one
public record RoomStatus(
    String source,
    Instant since,
    String road,
    String why,
    Files files,
    RoadReport.@Nullable Calls calls,
    @Nullable Cached cache) {

  /// @param byway how many take it
  /// @param wire how many do not, by the reason
  public record Files(long byway, Map<String, Long> wire) {}

  /// A cache, and what it was told to be.
  public record Cached(Options options, CacheStatus status) {}

  /// The options of a cache by the names that a URL has for them, sizes in bytes, times in seconds.
  public record Options(
      long cachesize,
      long dirty,
      int workers,
      int readahead,
      int rsize,
      int wsize,
      int acregmin,
      int acregmax,
      int acdirmin,
      int acdirmax,
      boolean noac,
      CacheOptions.LookupCache lookupcache,
      boolean cto) {

    private static Options of(CacheOptions options) {
      CacheOptions.Times times = options.times();
      return new Options(
          options.cacheSize(),
          options.dirty(),
          options.workers(),
          options.readahead(),
          options.rsize(),
          options.wsize(),
          times.acregmin(),
          times.acregmax(),
          times.acdirmin(),
          times.acdirmax(),
          options.noac(),
          options.lookupCache(),
          options.cto());
    }
  }

  /// @param room the outermost of those that `NfsMount` put together
  public static RoomStatus of(String source, Instant since, Vfs room) {
    Cached cached = null;
    Vfs below = room;
    if (room instanceof CachingVfs caching) {
      cached = new Cached(Options.of(caching.options()), caching.status());
      below = caching.below();
    }
    if (below instanceof LocalioVfs localio) {
      RoadReport report = localio.report();
      return new RoomStatus(
          source, since, report.road(), report.reason(), files(report), report.calls(), cached);
    }
    Files none = new Files(0, Map.of());
    return new RoomStatus(source, since, RoadReport.WIRE, "localio=off", none, null, cached);
  }

  private static Files files(RoadReport report) {
    long byway = 0;
    Map<String, Long> wire = new TreeMap<>();
    for (RoadReport.File file : report.files()) {
      if (file.reason().isEmpty()) {
        byway++;
      } else {
        wire.merge(file.reason(), 1L, Long::sum);
      }
    }
    return new Files(byway, wire);
  }
}

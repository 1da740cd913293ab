package dev.byway.client.cache;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How a [CachingVfs] caches; what each option does, and when to change it, is in `docs/cache.md`.
///
/// @param cacheSize bytes of pages, off the heap, taken as they are needed
/// @param dirty most bytes of pages with data that the room below has not on stable storage
/// @param workers requests to read ahead and write behind that are under way at once; 0: nothing is
///     done but what a call asks
/// @param readahead how far to read ahead of a sequential reader, in requests of `rsize`
/// @param rsize most bytes asked for at once
/// @param wsize most bytes written at once
/// @param times for how long attributes are taken for true
/// @param noac no attributes are kept, and every write is sent before it is answered
/// @param lookupCache which names are kept
/// @param cto an open asks whether the file has changed
public record CacheOptions(
    long cacheSize,
    long dirty,
    int workers,
    int readahead,
    int rsize,
    int wsize,
    Times times,
    boolean noac,
    LookupCache lookupCache,
    boolean cto) {

  /// For how many seconds attributes are taken for true.
  ///
  /// @param acregmin those of what is not a directory, at least
  /// @param acregmax the same at most, when they stay the same
  /// @param acdirmin as `acregmin`, of directories
  /// @param acdirmax as `acregmax`, of directories
  public record Times(int acregmin, int acregmax, int acdirmin, int acdirmax) {
    /// Linux's.
    public static final Times DEFAULT = new Times(3, 60, 30, 60);

    public Times {
      need("acregmin", acregmin, 0, SECONDS_MAX);
      need("acregmax", acregmax, acregmin, SECONDS_MAX);
      need("acdirmin", acdirmin, 0, SECONDS_MAX);
      need("acdirmax", acdirmax, acdirmin, SECONDS_MAX);
    }

    /// `actimeo`: the same for all.
    public static Times all(int seconds) {
      return new Times(seconds, seconds, seconds, seconds);
    }

    private Times with(Map<String, String> url) {
      if (url.containsKey("actimeo")) {
        return all(number(url, "actimeo", 0));
      }
      int regmin = number(url, "acregmin", acregmin);
      int dirmin = number(url, "acdirmin", acdirmin);
      return new Times(
          regmin,
          Math.max(regmin, number(url, "acregmax", acregmax)),
          dirmin,
          Math.max(dirmin, number(url, "acdirmax", acdirmax)));
    }
  }

  /// Which names are kept.
  public enum LookupCache {
    /// Those that are there and those that are not.
    ALL,
    /// Those that are there.
    POSITIVE,
    /// None.
    NONE
  }

  /// Bytes of a request when the room below has no wish of its own.
  public static final int SIZE_DEFAULT = 1 << 20;

  /// The smallest cache.
  public static final long CACHE_MIN = 1 << 20;

  /// The largest cache: 256 GiB.
  public static final long CACHE_MAX = 1L << 38;

  public static final int WORKERS_MAX = 256;
  public static final int READAHEAD_MAX = 1024;

  /// The longest that attributes can be kept, in seconds: a day.
  public static final int SECONDS_MAX = 86_400;

  /// Options of an `nfs://` URL that are numbers. Sizes are in MiB.
  public static final Set<String> NUMBERS =
      Set.of(
          "cachesize",
          "dirty",
          "workers",
          "readahead",
          "acregmin",
          "acregmax",
          "acdirmin",
          "acdirmax",
          "actimeo");

  /// Options of an `nfs://` URL that are on or off.
  public static final Set<String> SWITCHES = Set.of("noac", "ac", "cto", "nocto");

  /// Options of an `nfs://` URL that are words.
  public static final Set<String> WORDS = Set.of("lookupcache");

  private static final int MEBIBYTE = 1 << 20;
  private static final long CACHE_DEFAULT = 256L * MEBIBYTE;

  public CacheOptions {
    need("cachesize", cacheSize, CACHE_MIN, CACHE_MAX);
    need("dirty", dirty, Page.SIZE, cacheSize);
    need("workers", workers, 0, WORKERS_MAX);
    need("readahead", readahead, 0, READAHEAD_MAX);
    need("rsize", rsize, 512, 64 * MEBIBYTE);
    need("wsize", wsize, 512, 64 * MEBIBYTE);
  }

  private static void need(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + "=" + value + " is not in " + min + " to " + max);
    }
  }

  /// The smaller of 256 MiB and half the largest heap (by default an eighth of the memory), half of
  /// which may be dirty; 16 workers; 8 requests of 1 MiB ahead; Linux's times and names.
  public static CacheOptions defaults() {
    long size = Math.clamp(Runtime.getRuntime().maxMemory() / 2, CACHE_MIN, CACHE_DEFAULT);
    return new CacheOptions(
        size,
        size / 2,
        16,
        8,
        SIZE_DEFAULT,
        SIZE_DEFAULT,
        Times.DEFAULT,
        false,
        LookupCache.ALL,
        true);
  }

  /// These options, changed by those of an `nfs://` URL; what is no option of a cache is left
  /// alone.
  ///
  /// @throws IllegalArgumentException the message says what is wrong
  public CacheOptions with(Map<String, String> url) {
    CacheOptions it = this;
    if (url.containsKey("cachesize")) {
      it = it.withCacheSize((long) number(url, "cachesize", 0) * MEBIBYTE);
    }
    if (url.containsKey("dirty")) {
      it = it.withDirty((long) number(url, "dirty", 0) * MEBIBYTE);
    }
    it = it.withWorkers(number(url, "workers", workers));
    it = it.withReadahead(number(url, "readahead", readahead));
    it = it.withTimes(times.with(url));
    if (url.containsKey("lookupcache")) {
      it = it.withLookupCache(lookupCache(url.get("lookupcache")));
    }
    boolean without = isOn(url, "noac", !isOn(url, "ac", !it.noac));
    boolean open = isOn(url, "cto", !isOn(url, "nocto", !it.cto));
    return it.withNoac(without).withCto(open);
  }

  private static int number(Map<String, String> url, String name, int otherwise) {
    String value = url.get(name);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + "=" + value + " is not a number", e);
    }
  }

  private static boolean isOn(Map<String, String> url, String name, boolean otherwise) {
    String value = url.get(name);
    return value == null
        ? otherwise
        : Set.of("on", "1", "true").contains(value.toLowerCase(Locale.ROOT));
  }

  private static LookupCache lookupCache(String value) {
    return switch (value) {
      case "all" -> LookupCache.ALL;
      case "pos", "positive" -> LookupCache.POSITIVE;
      case "none" -> LookupCache.NONE;
      default ->
          throw new IllegalArgumentException("lookupcache=" + value + ": say all, pos or none");
    };
  }

  /// At most half of it dirty.
  public CacheOptions withCacheSize(long bytes) {
    return new CacheOptions(
        bytes,
        Math.max(bytes / 2, Page.SIZE),
        workers,
        readahead,
        rsize,
        wsize,
        times,
        noac,
        lookupCache,
        cto);
  }

  public CacheOptions withDirty(long bytes) {
    return new CacheOptions(
        cacheSize, bytes, workers, readahead, rsize, wsize, times, noac, lookupCache, cto);
  }

  public CacheOptions withWorkers(int count) {
    return new CacheOptions(
        cacheSize, dirty, count, readahead, rsize, wsize, times, noac, lookupCache, cto);
  }

  public CacheOptions withReadahead(int requests) {
    return new CacheOptions(
        cacheSize, dirty, workers, requests, rsize, wsize, times, noac, lookupCache, cto);
  }

  /// Bytes of a request.
  public CacheOptions withSizes(int read, int write) {
    return new CacheOptions(
        cacheSize, dirty, workers, readahead, read, write, times, noac, lookupCache, cto);
  }

  public CacheOptions withTimes(Times seconds) {
    return new CacheOptions(
        cacheSize, dirty, workers, readahead, rsize, wsize, seconds, noac, lookupCache, cto);
  }

  public CacheOptions withNoac(boolean without) {
    return new CacheOptions(
        cacheSize, dirty, workers, readahead, rsize, wsize, times, without, lookupCache, cto);
  }

  public CacheOptions withLookupCache(LookupCache names) {
    return new CacheOptions(
        cacheSize, dirty, workers, readahead, rsize, wsize, times, noac, names, cto);
  }

  public CacheOptions withCto(boolean atOpen) {
    return new CacheOptions(
        cacheSize, dirty, workers, readahead, rsize, wsize, times, noac, lookupCache, atOpen);
  }
}

package dev.byway.client.cache;

/// Options for tests: small, so that everything has to go round.
final class Caches {
  static final CacheOptions OPTIONS =
      CacheOptions.defaults().withCacheSize(4 << 20).withWorkers(4).withSizes(64 * 1024, 64 * 1024);

  private Caches() {}
}

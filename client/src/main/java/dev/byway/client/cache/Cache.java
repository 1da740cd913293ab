package dev.byway.client.cache;

/// What all files of one cache share.
final class Cache {
  final CacheOptions options;
  final Counters counters = new Counters();
  final PagePool pool;
  final Workers workers;
  final Bounce bounce;
  volatile boolean closed;

  Cache(CacheOptions options) {
    this.options = options;
    this.pool = new PagePool(options.cacheSize(), options.dirty(), counters);
    this.workers = new Workers(options.workers());
    this.bounce = new Bounce(Math.max(options.rsize(), options.wsize()), options.workers() + 4);
  }
}

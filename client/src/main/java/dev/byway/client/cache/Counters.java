package dev.byway.client.cache;

import java.util.concurrent.atomic.LongAdder;

/// What a cache counts.
final class Counters {
  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder evictions = new LongAdder();
  final LongAdder invalidations = new LongAdder();
  final LongAdder aheadWindows = new LongAdder();
  final LongAdder aheadBytes = new LongAdder();
  final LongAdder reads = new LongAdder();
  final LongAdder readBytes = new LongAdder();
  final LongAdder writes = new LongAdder();
  final LongAdder writtenBytes = new LongAdder();
  final LongAdder commits = new LongAdder();
  final LongAdder rewrites = new LongAdder();
  final LongAdder lateErrors = new LongAdder();
  final LongAdder attributeHits = new LongAdder();
  final LongAdder attributeMisses = new LongAdder();
  final LongAdder nameHits = new LongAdder();
  final LongAdder nameMisses = new LongAdder();
}

package dev.byway.client.cache;

import dev.byway.vfs.Caller;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.Place;
import dev.byway.vfs.testkit.RandomOperations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CachingRandomTest {
  @Test
  void cachedMemoryAgreesWithMemory() throws Exception {
    try (var room = new CachingVfs(new MemoryVfs(), Caches.OPTIONS)) {
      RandomOperations.run(place(room), RandomOperations.seed(), 10_000);
    }
  }

  @Test
  void aCacheOfOneMebibyteWithoutWorkersAgreesWithMemory() throws Exception {
    CacheOptions tiny = Caches.OPTIONS.withCacheSize(CacheOptions.CACHE_MIN).withWorkers(0);
    try (var room = new CachingVfs(new MemoryVfs(), tiny)) {
      RandomOperations.run(place(room), RandomOperations.seed(), 10_000);
    }
  }

  @Test
  void cachedMemoryAgreesWithMemoryOnManyThreads() throws Exception {
    try (var room = new CachingVfs(new MemoryVfs(), Caches.OPTIONS)) {
      RandomOperations.runOnThreads(place(room), RandomOperations.seed(), 8, 1_000);
    }
  }

  @Test
  void aRoomThatNeedsNoThreadForATransferAgreesWithMemory() throws Exception {
    CacheOptions tiny = Caches.OPTIONS.withCacheSize(CacheOptions.CACHE_MIN);
    try (var room = new CachingVfs(new AsyncRoom(new MemoryVfs()), tiny)) {
      RandomOperations.run(place(room), RandomOperations.seed(), 10_000);
    }
  }

  @Test
  void cachedMemoryAgreesWithMemoryAboutSeveralUsers() throws Exception {
    try (var room = new CachingVfs(new MemoryVfs(), Caches.OPTIONS)) {
      RandomOperations.runAsSeveralUsers(place(room), RandomOperations.seed(), 5_000);
    }
  }

  private static Place place(CachingVfs room) throws Exception {
    return new Place(room, Caller.ROOT, room.root()).inNew("random");
  }
}

package dev.byway.client.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.vfs.memory.MemoryVfs;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PageTableTest {
  @Test
  void pagesAreFoundAsLongAsTheyAreThere() {
    var cache = new Cache(Caches.OPTIONS);
    var memory = new MemoryVfs();
    var data = new FileData(new Inode(memory.root(), Caches.OPTIONS, new Observed(), 0), cache);
    var table = new PageTable(data);
    var model = new HashMap<Long, Page>();
    long seed = Long.getLong("byway.seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long index = random.nextInt(200) * (random.nextBoolean() ? 1L : 1L << 32);
      Page there = model.get(index);
      assertThat(table.find(index)).as("seed %d step %d", seed, i).isSameAs(there);
      if (there == null) {
        Page made = new Page(data, index, 0, ByteBuffer.allocate(0), 0);
        model.put(index, made);
        table.add(made);
      } else if (random.nextInt(3) > 0) {
        model.remove(index);
        table.remove(there);
      }
      assertThat(table.size()).isEqualTo(model.size());
    }
    memory.close();
  }
}

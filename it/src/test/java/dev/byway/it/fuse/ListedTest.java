package dev.byway.it.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.ErrnoException;
import dev.byway.client.cache.CacheOptions;
import dev.byway.client.cache.CachingVfs;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.DirectoryVisitor;
import dev.byway.vfs.Entry;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the kernel asks of a tree that it knows.
@Timeout(120)
class ListedTest {
  private static final int FILES = 150;

  private final MemoryVfs memory = new MemoryVfs();
  private final Place below = new Place(memory, Caller.ROOT, memory.root());
  private final AtomicInteger asked = new AtomicInteger();

  /// Counts what the kernel asks for.
  private final class Counting extends ForwardingVfs {
    Counting(Vfs next) {
      super(next);
    }

    @Override
    public Attributes getattr(Caller caller, Node node) throws ErrnoException {
      asked.incrementAndGet();
      return super.getattr(caller, node);
    }

    @Override
    public Entry lookup(Caller caller, Node directory, Name name) throws ErrnoException {
      asked.incrementAndGet();
      return super.lookup(caller, directory, name);
    }

    @Override
    public boolean readdir(
        Caller caller, Node directory, long cookie, boolean plus, DirectoryVisitor visitor)
        throws ErrnoException {
      asked.incrementAndGet();
      return super.readdir(caller, directory, cookie, plus, visitor);
    }
  }

  @BeforeEach
  void assumePossible() throws Exception {
    Mounted.assumePossible();
  }

  private static long bytes(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      long sum = 0;
      for (Path file : files.toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }

  @Test
  void aTreeThatWasListedIsWalkedWithoutTheRoom() throws Exception {
    for (int i = 0; i < FILES; i++) {
      below.file("f" + i, "hello");
    }
    CacheOptions options = CacheOptions.defaults().with(Map.of("actimeo", "600"));
    try (var mounted = Mounted.of(new Counting(new CachingVfs(memory, options)))) {
      assertThat(bytes(mounted.place())).isEqualTo(5L * FILES);
      assertThat(asked).hasValueLessThan(FILES / 3);
      int before = asked.get();
      assertThat(bytes(mounted.place())).isEqualTo(5L * FILES);
      assertThat(asked.get() - before).isLessThan(5);
      Files.writeString(mounted.place().resolve("another"), "bye");
      assertThat(bytes(mounted.place())).isEqualTo(5L * FILES + 3);
    }
  }
}

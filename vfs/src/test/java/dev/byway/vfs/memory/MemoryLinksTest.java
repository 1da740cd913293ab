package dev.byway.vfs.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Link counts and sizes of directories, which the contract leaves to the room.
class MemoryLinksTest {
  private final MemoryVfs vfs = new MemoryVfs();

  @AfterEach
  void close() {
    vfs.close();
  }

  @Test
  void directoriesCountTheirSubdirectories() throws ErrnoException {
    Node one = mkdir(vfs.root(), "one");
    Node two = mkdir(vfs.root(), "two");
    assertLinks(4, 2, 2, one, two);
    mkdir(one, "sub");
    assertLinks(4, 3, 2, one, two);
    rename(one, "sub", two, "sub");
    assertLinks(4, 2, 3, one, two);
    mkdir(one, "sub");
    rename(one, "sub", two, "sub");
    assertLinks(4, 2, 3, one, two);
    mkdir(two, "other");
    rename(two, "sub", two, "other");
    assertLinks(4, 2, 3, one, two);
    vfs.rmdir(Caller.ROOT, two, Name.of("other"));
    assertLinks(4, 2, 2, one, two);
    vfs.rmdir(Caller.ROOT, vfs.root(), Name.of("two"));
    assertThat(stat(vfs.root()).nlink()).isEqualTo(3);
  }

  @Test
  void directoriesAreAsLargeAsTheirNames() throws ErrnoException {
    Node one = mkdir(vfs.root(), "one");
    assertThat(stat(one).size()).isZero();
    mkdir(one, "a");
    mkdir(one, "b");
    rename(one, "a", one, "b");
    rename(one, "b", vfs.root(), "b");
    assertThat(stat(one).size()).isZero();
    assertThat(stat(vfs.root()).size()).isEqualTo(2L * Space.NAME);
  }

  private void assertLinks(int root, int first, int second, Node one, Node two)
      throws ErrnoException {
    assertThat(stat(vfs.root()).nlink()).isEqualTo(root);
    assertThat(stat(one).nlink()).isEqualTo(first);
    assertThat(stat(two).nlink()).isEqualTo(second);
  }

  private Attributes stat(Node node) throws ErrnoException {
    return vfs.getattr(Caller.ROOT, node);
  }

  private Node mkdir(Node directory, String name) throws ErrnoException {
    return vfs.mkdir(Caller.ROOT, directory, Name.of(name), SetAttributes.NONE).entry().node();
  }

  private void rename(Node from, String fromName, Node to, String toName) throws ErrnoException {
    vfs.rename(Caller.ROOT, from, Name.of(fromName), to, Name.of(toName));
  }
}

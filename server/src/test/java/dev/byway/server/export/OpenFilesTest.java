package dev.byway.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
  private final OpenFiles files = new OpenFiles(4);
  private final Vfs room = new MemoryVfs();
  private Node node;

  @BeforeEach
  void makeFile() throws Exception {
    node = file("f");
  }

  @AfterEach
  void close() {
    files.close();
    room.close();
  }

  private Node file(String name) throws ErrnoException {
    CreateHow how = new CreateHow.Guarded(SetAttributes.ofMode(0644));
    return room.create(Caller.ROOT, room.root(), Name.of(name), how, null).entry().node();
  }

  private CachedFile open(Node which) throws ErrnoException {
    return files.open(room, Caller.ROOT, which, false);
  }

  @Test
  void aFileInUseIsFoundOpen() throws Exception {
    CachedFile first = open(node);
    for (int sweep = 0; sweep < OpenFiles.OPEN_SWEEPS; sweep++) {
      files.sweep();
      assertThat(open(node)).isSameAs(first);
    }
  }

  /// Who may use it can have changed in ways that its mode and owner do not show.
  @Test
  void aFileInUseIsOpenedAnewNowAndThen() throws Exception {
    CachedFile first = open(node);
    for (int sweep = 0; sweep <= OpenFiles.OPEN_SWEEPS; sweep++) {
      open(node);
      files.sweep();
    }
    assertThat(open(node)).isNotSameAs(first);
    assertThat(files.size()).isOne();
  }

  @Test
  void aFileThatNobodyUsesIsClosed() throws Exception {
    open(node);
    for (int sweep = 0; sweep <= OpenFiles.IDLE_SWEEPS; sweep++) {
      assertThat(files.size()).isOne();
      files.sweep();
    }
    assertThat(files.size()).isZero();
  }

  @Test
  void noMoreAreOpenThanTheBound() throws Exception {
    for (int i = 0; i < 10; i++) {
      open(file("g" + i));
    }
    assertThat(files.size()).isEqualTo(4);
  }
}

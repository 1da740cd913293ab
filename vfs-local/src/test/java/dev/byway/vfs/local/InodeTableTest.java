package dev.byway.vfs.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.linux.Descriptors;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.testkit.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InodeTableTest {
  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void moreFilesThanDescriptorsCanBeUsed(RoomMaker.Mode mode) throws Exception {
    try (Rooms rooms = Rooms.inMemory(mode);
        LocalVfs vfs = rooms.open()) {
      Place place = new Place(vfs, Caller.ROOT, vfs.root());
      int limit = InodeTable.limit();
      List<Node> nodes = new ArrayList<>();
      for (int i = 0; i < limit + 500; i++) {
        nodes.add(place.file("f" + i));
      }
      for (Node node : nodes) {
        assertThat(vfs.getattr(Caller.ROOT, node).isRegular()).isTrue();
      }
      assertThat(vfs.tree().inodes.size()).isLessThanOrEqualTo(limit);
      assertThat(limit).isLessThan((int) Descriptors.limit());
    }
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void aFileThatSomebodyElseRemovedIsLetGo(RoomMaker.Mode mode) throws Exception {
    try (Rooms rooms = Rooms.inMemory(mode);
        LocalVfs vfs = rooms.open()) {
      Place place = new Place(vfs, Caller.ROOT, vfs.root());
      Path path = rooms.exported().resolve("f");
      place.file("f");
      Node open = place.file("open");
      try (OpenFile file = place.open(open, OpenHow.READ)) {
        Files.delete(path);
        assertThat(holds(path)).isTrue();
        vfs.tree().inodes.age();
        vfs.tree().inodes.age();
        assertThat(holds(path)).isFalse();
        // an open file stays, whatever its age
        assertThat(file.getattr(Caller.ROOT).nlink()).isEqualTo(1);
        assertThat(vfs.tree().inodes.size()).isEqualTo(2);
      }
    }
  }

  private static boolean holds(Path path) throws Exception {
    try (var fds = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path fd : fds) {
        try {
          if (Files.readSymbolicLink(fd).toString().equals(path + " (deleted)")) {
            return true;
          }
        } catch (java.nio.file.NoSuchFileException closedMeanwhile) {
          continue;
        }
      }
    }
    return false;
  }
}

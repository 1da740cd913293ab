package dev.byway.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir Path folder;

  @Test
  void keyAndIdsOutliveTheProcess() throws Exception {
    StateFolder first = StateFolder.open(folder.resolve("state"));
    int a = first.exportId("/a", "/srv");
    int b = first.exportId("/b", "/srv");

    StateFolder second = StateFolder.open(folder.resolve("state"));

    assertThat(second.key()).isEqualTo(first.key());
    assertThat(second.exportId("/b", "/srv")).isEqualTo(b);
    assertThat(second.exportId("/a", "/srv")).isEqualTo(a).isNotEqualTo(b);
  }

  @Test
  void anotherRoomUnderANameIsAnotherExport() throws Exception {
    StateFolder state = StateFolder.open(folder);

    assertThat(state.exportId("/a", "/srv/all"))
        .isNotEqualTo(state.exportId("/a", "/srv/all/public"))
        .isEqualTo(StateFolder.open(folder).exportId("/a", "/srv/all"));
  }

  @Test
  void onlyTheOwnerReadsTheKey() throws Exception {
    StateFolder.open(folder.resolve("state"));

    Path key = folder.resolve("state/handle.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void namesThatCollideGetDifferentIds() throws Exception {
    StateFolder state = StateFolder.open(folder);
    int natural = state.exportId("/a", "/srv");
    String other = String.format("%08x %016x /other%n", natural, 0);
    Files.writeString(folder.resolve("export-ids"), other);

    assertThat(StateFolder.open(folder).exportId("/a", "/srv")).isEqualTo(natural + 1);
  }

  @Test
  void damageIsReportedAndNotRepaired() throws Exception {
    StateFolder.open(folder);
    Files.write(folder.resolve("handle.key"), new byte[3]);

    assertThatThrownBy(() -> StateFolder.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }
}

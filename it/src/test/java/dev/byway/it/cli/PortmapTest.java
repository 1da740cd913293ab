package dev.byway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.it.localio.Child;
import dev.byway.it.localio.Privilege;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `byway serve --portmap`, which takes port 111: in a network of its own, where nobody else has
/// it.
@Timeout(120)
class PortmapTest {
  private static final List<String> ELSEWHERE =
      List.of("unshare", "--net", "sh", "-c", "ip link set lo up && exec \"$0\" \"$@\"");

  @TempDir Path temp;

  private String[] serve() throws Exception {
    Path data = Files.createDirectory(temp.resolve("data"));
    return new String[] {
      "serve",
      data + ":name=/data",
      "--portmap",
      "--listen=127.0.0.1:0",
      "--state=" + temp.resolve("state"),
      "--rendezvous=" + temp.resolve("meeting")
    };
  }

  @Test
  void whoMayNotTakeThePortIsToldWhatToDo() throws Exception {
    Privilege.assumeRoot();
    Privilege.assumeWorks(ELSEWHERE);
    var open = PosixFilePermissions.fromString("rwxrwxrwx");
    Files.setPosixFilePermissions(temp, open);
    String[] args = serve();
    List<String> nobody = new ArrayList<>(ELSEWHERE);
    nobody.addAll(Privilege.NOBODY_SPECIAL);
    try (Program server =
        Program.start(nobody, Child.publishClasses(temp.resolve("classes")), args)) {
      Program.Ended ended = server.end();
      assertThat(ended.exit()).as(ended.err()).isEqualTo(1);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .contains("port 111 of 127.0.0.1")
          .contains("Permission denied")
          .contains("--register");
    }
  }

  @Test
  void rootAnswersThereForClientsThatKnowOnlyTheHost() throws Exception {
    Privilege.assumeRoot();
    Privilege.assumeWorks(ELSEWHERE);
    try (Program server = Program.start(ELSEWHERE, Child.classPath(), serve())) {
      server.out("serving nfs://127.0.0.1:");
      List<String> beside = List.of("nsenter", "--net=/proc/" + server.pid() + "/ns/net");
      try (Program ls = Program.start(beside, Child.classPath(), "exports", "127.0.0.1")) {
        assertThat(ls.end().ok()).startsWith("/data ");
      }
      try (Program ls = Program.start(beside, Child.classPath(), "stat", "nfs://127.0.0.1/data")) {
        assertThat(ls.end().ok()).contains("directory");
      }
    }
  }
}

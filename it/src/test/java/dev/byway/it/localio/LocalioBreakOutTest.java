package dev.byway.it.localio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// *A grant gives no more than the export gives*: strong processes open what they were lent anew.
class LocalioBreakOutTest {
  private static final int STRANGER = 12345;
  private static final String NOTHING = "break nothing";
  private static final String NO_DESCRIPTOR = "break none";

  @TempDir Path temp;
  private Bench bench;

  @BeforeEach
  void setUp() throws Exception {
    Privilege.assumeRoot();
    Privilege.assumeWorks(Privilege.NOBODY_SPECIAL);
    Privilege.assumeWorks(Privilege.ROOT_ELSEWHERE);
    bench = new Bench(temp);
    bench.open(temp);
    bench.publishClasses();
  }

  @AfterEach
  void tearDown() throws Exception {
    if (bench != null) {
      bench.close();
    }
  }

  private Path file(String name, String mode, int owner) throws Exception {
    Path file = bench.file(name, 100);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    Files.setAttribute(file, "unix:uid", owner);
    Files.setAttribute(file, "unix:gid", owner);
    return file;
  }

  private static List<String> strong(String who) {
    return who.equals("root") ? List.of() : Privilege.ROOT_ELSEWHERE;
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "root of another user namespace"})
  void rootCannotWriteToWhatAReadOnlyExportLent(String who) throws Exception {
    Path file = file("f", "rw-rw-rw-", 0);
    bench.serve("ro none safe");
    Bench.Said said = bench.client(strong(who), 0, "f", "r");
    assertThat(said.road()).isEqualTo("road byway - ");
    assertThat(said.io()).isEqualTo("io 100 -");
    assertThat(said.broke()).isEqualTo(NOTHING);
    assertThat(Files.readAllBytes(file)).isEqualTo(new byte[100]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "root of another user namespace"})
  void squashedRootIsLentNothingThatItCouldWriteTo(String who) throws Exception {
    Path file = file("f", "rw-rw-rw-", 0);
    bench.serve("rw root safe");
    Bench.Said said = bench.client(strong(who), 0, "f", "rw");
    assertThat(said.road()).startsWith("road byway wire the process runs as root on this host");
    assertThat(said.io()).isEqualTo("io 100 10");
    assertThat(said.broke()).isEqualTo(NOTHING);
    assertThat(bench.server().say("status")).contains("the process runs as root on this host");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-rw-rw-"));
  }

  @Test
  void squashedRootDoesNotReadWhatIsNotForItsEyes() throws Exception {
    file("secret", "rw-------", 0);
    bench.serve("rw root safe");
    Bench.Said said = bench.client(List.of(), 0, "secret", "rw");
    assertThat(said.road()).isEqualTo("road none");
    assertThat(said.io()).contains("EACCES");
    assertThat(said.broke()).isEqualTo(NO_DESCRIPTOR);
  }

  @Test
  void anOwnerCannotWriteToWhatAReadOnlyExportLent() throws Exception {
    file("f", "rw-r--r--", STRANGER);
    bench.serve("ro none safe");
    Bench.Said said = bench.client(Privilege.NOBODY_SPECIAL, STRANGER, "f", "r");
    assertThat(said.road()).isEqualTo("road byway - ");
    assertThat(said.broke()).isEqualTo(NOTHING);
  }

  @Test
  void anOwnerReadsAndWritesDirectly() throws Exception {
    file("f", "rw-------", STRANGER);
    bench.serve("rw root safe");
    Bench.Said said = bench.client(Privilege.NOBODY_SPECIAL, STRANGER, "f", "rw");
    assertThat(said.road()).isEqualTo("road byway byway ");
    assertThat(said.io()).isEqualTo("io 100 10");
  }

  @Test
  void anOwnerWhoActsAsAnotherIsNotLentAWritableDescriptor() throws Exception {
    file("f", "rw-r--rw-", STRANGER);
    bench.serve("rw all safe");
    Bench.Said said = bench.client(Privilege.NOBODY_SPECIAL, STRANGER, "f", "rw");
    assertThat(said.road()).startsWith("road byway wire the process runs as the file's owner");
    assertThat(said.io()).isEqualTo("io 100 10");
    assertThat(said.broke()).isEqualTo(NOTHING);
  }

  @Test
  void aProcessThatActsAsTheOwnerGetsNoMoreThanTheOwnersFile() throws Exception {
    file("f", "rw-------", 777);
    bench.serve("rw root safe");
    Bench.Said said = bench.client(Privilege.NOBODY_SPECIAL, 777, "f", "rw");
    assertThat(said.road()).isEqualTo("road byway byway ");
    assertThat(said.broke()).isEqualTo(NOTHING);
  }

  @Test
  void anExportThatTrustsLendsToRoot() throws Exception {
    file("f", "rw-rw-rw-", 0);
    bench.serve("rw root trust");
    Bench.Said said = bench.client(List.of(), 0, "f", "rw");
    assertThat(said.road()).isEqualTo("road byway byway ");
  }

  @Test
  void aServerWithoutPrivilegeLendsToItsOwnUserWhatItMayWriteAnyway() throws Exception {
    asUnprivilegedServer();
    bench.serve("rw root safe");
    Bench.Said said = bench.client(Privilege.NOBODY_SPECIAL, STRANGER, "f", "rw");
    assertThat(said.road()).isEqualTo("road byway byway ");
    said = bench.client(List.of(), 0, "f", "rw");
    assertThat(said.road()).startsWith("road wire wire ").contains("belongs to user 12345");
  }

  @Test
  void aServerWithoutPrivilegeLendsNothingOfAReadOnlyExportToItsOwnUser() throws Exception {
    asUnprivilegedServer();
    bench.serve("ro root safe");
    Bench.Said said = bench.client(Privilege.NOBODY_SPECIAL, STRANGER, "f", "r");
    assertThat(said.road()).startsWith("road wire - the process runs as the file's owner");
    assertThat(said.io()).isEqualTo("io 100 -");
    assertThat(said.broke()).isEqualTo(NO_DESCRIPTOR);
  }

  private void asUnprivilegedServer() throws Exception {
    file("f", "rw-r--r--", STRANGER);
    Files.createDirectory(bench.meeting);
    Files.createDirectory(temp.resolve("state"));
    for (String name : List.of("served", "meeting", "state")) {
      Files.setAttribute(temp.resolve(name), "unix:uid", STRANGER);
    }
    bench.serverLives(Privilege.NOBODY_SPECIAL, "127.0.0.1");
  }
}

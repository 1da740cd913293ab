package dev.byway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands as a person or a script runs them: what they print, and how they end.
@Timeout(120)
class CommandsTest {
  @TempDir Path temp;
  private Server server;

  @BeforeEach
  void setUp() throws Exception {
    server = new Server(temp);
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
  }

  /// A place on the server, by one road.
  private String place(String road, String path) {
    String option = road.equals("wire") ? "localio=off" : "rendezvous=" + server.meeting;
    return server.url("/data" + path) + "?" + option;
  }

  private static void fails(int exit, String what, String... args) throws Exception {
    Program.Ended ended = Program.run(args);
    assertThat(ended.exit()).as(ended.err()).isEqualTo(exit);
    assertThat(ended.err()).contains(what).doesNotContain("Exception");
    assertThat(ended.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "byway"})
  void aTreeIsMadeLookedAtMovedAndRemoved(String road) throws Exception {
    server.serveData();
    byte[] content = new byte[3_000_001];
    new Random(3).nextBytes(content);
    Path tree = Files.createDirectories(temp.resolve("tree/deep"));
    Files.write(tree.resolve("file"), content);
    Files.createSymbolicLink(tree.resolve("link"), Path.of("file"));

    Program.run("cp", "-r", temp.resolve("tree").toString(), place(road, "/tree")).ok();
    assertThat(server.data.resolve("tree/deep/file")).hasBinaryContent(content);
    assertThat(Program.run("ls", "-l", place(road, "/tree/deep")).ok().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("-rw").contains(" 3000001 ").endsWith(" file"),
            line -> assertThat(line).startsWith("l").endsWith(" link -> file"));
    assertThat(Program.run("tree", place(road, "/tree")).ok())
        .contains("└── deep\n    ├── file\n    └── link -> file\n")
        .endsWith("1 directory, 2 files\n");
    assertThat(Program.run("stat", place(road, "/tree/deep/file")).ok())
        .containsPattern("type +regular file")
        .containsPattern("size +3000001 ");

    Program.run("mkdir", "-p", place(road, "/a/b")).ok();
    Program.run("mv", place(road, "/tree/deep/file"), place(road, "/a/b/moved")).ok();
    assertThat(server.data.resolve("tree/deep/file")).doesNotExist();
    Path back = temp.resolve("back");
    Program.run("cp", place(road, "/a/b/moved"), back.toString()).ok();
    assertThat(back).hasBinaryContent(content);

    Program.run("rm", "-r", place(road, "/a"), place(road, "/tree")).ok();
    assertThat(server.data).isEmptyDirectory();
    // The data went the way that was asked for.
    Set<String> called = operations();
    assertThat(called.contains("READ")).isEqualTo(road.equals("wire"));
    assertThat(called.contains("WRITE")).isEqualTo(road.equals("wire"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "byway"})
  void aNameThatIsNoTextIsWrittenWithPercentSigns(String road) throws Exception {
    server.serveData();
    Path file = Files.writeString(temp.resolve("file"), "cool\n");
    Program.run("cp", file.toString(), place(road, "/k%FChl")).ok();
    assertThat(Program.run("ls", place(road, "")).ok()).isEqualTo("k\\xfchl\n");
    assertThat(Program.run("cat", place(road, "/k%fchl")).ok()).isEqualTo("cool\n");
    Program.run("mv", place(road, "/k%FChl"), place(road, "/k%C3%BChl")).ok();
    assertThat(Program.run("cat", place(road, "/kühl")).ok()).isEqualTo("cool\n");
  }

  private Set<String> operations() throws Exception {
    String json = Program.run("status", "--json", server.pid()).ok();
    Set<String> names = new HashSet<>();
    for (JsonElement each :
        JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("operations")) {
      names.add(each.getAsJsonObject().get("procedure").getAsString());
    }
    return names;
  }

  @Test
  void aFileIsShownAndItsFileSystemAndTheExportsToo() throws Exception {
    server.serveData();
    Files.writeString(server.data.resolve("file"), "hello\n");
    String file = place("byway", "/file");
    assertThat(Program.run("cat", file, file).ok()).isEqualTo("hello\nhello\n");
    assertThat(Program.run("df", place("byway", "")).ok())
        .containsPattern("available.*\n.* nfs://127");
    assertThat(Program.run("exports", "127.0.0.1:" + server.port()).ok())
        .containsPattern("^/data +\\*");
  }

  @Test
  void namesThatAreNotUtf8AreShownAndCopied() throws Exception {
    server.serveData();
    Path source = Files.createDirectory(temp.resolve("source"));
    shell("mkdir", source, "dir\\377");
    shell("printf content >", source, "dir\\377/file\\200\\201");
    Program.run("cp", "-r", source.toString(), place("wire", "/there")).ok();
    assertThat(Program.run("ls", place("wire", "/there")).ok()).isEqualTo("dir\\xff\n");
    assertThat(Program.run("tree", place("wire", "/there")).ok())
        .contains("└── dir\\xff\n    └── file\\x80\\x81\n");
    Program.run("cp", "-r", place("wire", "/there"), temp.resolve("back").toString()).ok();
    shell("grep -q content", temp.resolve("back"), "dir\\377/file\\200\\201");
  }

  /// A command on a name that Java cannot say.
  private static void shell(String command, Path folder, String octalName) throws Exception {
    String script = command + " \"$1/$(printf '%b' \"$2\")\"";
    String octal = octalName.replace("\\", "\\0");
    Process process =
        new ProcessBuilder("sh", "-c", script, "sh", folder.toString(), octal).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "serve,nothing to serve",
    "ls --nosuch,--nosuch",
    "lss,Did you mean: byway ls?",
    "cp only-one,Try: byway cp --help",
    "cat,Try: byway cat --help",
    "bench --threads 0,threads are 1 to 1024",
    "serve /tmp:nosuch,nosuch",
  })
  void whatCannotBeUnderstoodEndsWith2(String line, String complaint) throws Exception {
    fails(2, complaint, line.split(" "));
  }

  @Test
  void whatFailsEndsWith1AndSaysWhatToDo() throws Exception {
    server.serveData();
    fails(1, "No such file or directory", "cat", place("wire", "/nosuch"));
    fails(1, "byway exports 127.0.0.1", "ls", server.url("/nosuch"));
    String state = "--state=" + temp.resolve("other-state");
    fails(1, "there is no such directory", "serve", temp.resolve("nosuch").toString(), state);
    String taken = "127.0.0.1:" + server.port();
    fails(1, "Choose another port with", "serve", temp.toString(), state, "--listen", taken);
    server.close();
    fails(1, "Connection refused", "stat", server.url("/data"));
    fails(1, "Connection refused", "exports", taken);
  }

  @Test
  void theOthersOfSeveralPlacesAreStillDone() throws Exception {
    Files.writeString(temp.resolve("file"), "content");
    String file = temp.resolve("file").toString();
    Program.Ended ended = Program.run("cat", temp + "/nosuch", file);
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).isEqualTo("content");
    assertThat(ended.err()).contains("nosuch: No such file or directory");
  }

  @Test
  void versionHelpAndCompletionAreThere() throws Exception {
    assertThat(Program.run("--version").ok()).startsWith("byway ").doesNotContain("${");
    List<String> commands =
        Arrays.asList(
            "serve ls cat cp stat rm mkdir mv df tree exports status trace bench demo completion"
                .split(" "));
    assertThat(Program.run("--help").ok()).contains(commands);
    Path script = Files.writeString(temp.resolve("completion"), Program.run("completion").ok());
    String complete =
        "source "
            + script
            + "; COMP_WORDS=(byway s); COMP_CWORD=1; _complete_byway; echo \"${COMPREPLY[@]}\"";
    Process bash = new ProcessBuilder("bash", "-c", complete).start();
    assertThat(new String(bash.getInputStream().readAllBytes()).split("\\s+"))
        .contains("serve", "stat", "status");
  }

  @Test
  void aPipeThatNobodyReadsEndsTheProgram() throws Exception {
    Path big = temp.resolve("big");
    try (var file = new java.io.RandomAccessFile(big.toFile(), "rw")) {
      file.setLength(1L << 30);
    }
    File java = Path.of(System.getProperty("java.home"), "bin", "java").toFile();
    Process piped =
        new ProcessBuilder(
                "sh",
                "-c",
                "\"$0\" --enable-native-access=ALL-UNNAMED -cp \"$1\" dev.byway.cli.Main cat \"$2\""
                    + " | head -c 5 | wc -c",
                java.toString(),
                dev.byway.it.localio.Child.classPath(),
                big.toString())
            .start();
    assertThat(new String(piped.getInputStream().readAllBytes()).strip()).isEqualTo("5");
    assertThat(piped.waitFor()).isZero();
    assertThat(new String(piped.getErrorStream().readAllBytes())).doesNotContain("\tat ");
  }
}

package dev.byway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.byway.server.export.ClientRule;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.LocalioPolicy;
import dev.byway.server.export.Squash;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigFileTest {
  private static final Path FOLDER = Path.of("/etc/byway");

  private static ServerConfig parse(String toml) throws ConfigException {
    return ConfigFile.parse(toml, "byway.toml", FOLDER);
  }

  private static String mistakesOf(String toml) {
    return String.valueOf(
        catchThrowableOfType(ConfigException.class, () -> parse(toml)).getMessage());
  }

  @Test
  void aPathIsEnough() throws Exception {
    ServerConfig config = parse("[[export]]\npath = '/srv/data'\n");

    assertThat(config.exports()).containsExactly(ExportSpec.of("/srv/data", "/srv/data"));
    assertThat(config.workers()).isNull();
    assertThat(config.listen()).isEmpty();
  }

  @Test
  void nestingWithoutEndIsAMistakeLikeOthers() {
    assertThat(mistakesOf("x = " + "[".repeat(100_000))).contains("nested too deeply");
  }

  @Test
  void everySettingIsRead() throws Exception {
    ServerConfig config =
        parse(
            """
            listen = ["127.0.0.1:2049", "[::1]:2049"]
            state = "state"
            workers = 3
            portmap = "serve"
            localio = false
            rendezvous = "/run/byway"
            [[export]]
            path = "memory:"
            name = "/scratch"
            sync = false
            localio = "trust"
            read_only = true
            squash = "all"
            anonuid = 1000
            anongid = 4294967295
            secure = true
            clients = ["10.1.0.0/16", { match = "*", read_only = false, squash = "none" }]
            """);

    assertThat(config.listen()).hasSize(2);
    assertThat(config.state()).isEqualTo(Path.of("/etc/byway/state"));
    assertThat(config.workers()).isEqualTo(3);
    assertThat(config.portmap()).isEqualTo(Portmap.SERVE);
    assertThat(config.localio()).isFalse();
    ExportSpec export = config.exports().getFirst();
    assertThat(export.sync()).isFalse();
    assertThat(export.localio()).isEqualTo(LocalioPolicy.TRUST);
    ClientRule first = export.clients().get(0);
    assertThat(first.match()).hasToString("10.1.0.0/16");
    assertThat(first.readOnly()).isTrue();
    assertThat(first.squash()).isEqualTo(Squash.ALL);
    assertThat(first.anonGid()).isEqualTo(-1);
    assertThat(first.securePorts()).isTrue();
    ClientRule second = export.clients().get(1);
    assertThat(second.readOnly()).isFalse();
    assertThat(second.squash()).isEqualTo(Squash.NONE);
    assertThat(second.anonUid()).isEqualTo(1000);
  }

  @Test
  void aRelativePathStartsAtTheFile() throws Exception {
    assertThat(parse("[[export]]\npath = 'data'").exports())
        .containsExactly(ExportSpec.of("/etc/byway/data", "/etc/byway/data"));
  }

  @Test
  void anUnknownKeyIsNamedWithItsPlaceAndAGuess() {
    assertThat(mistakesOf("[[export]]\npath = '/a'\nnmae = '/b'\n"))
        .isEqualTo("byway.toml:3:1: unknown key 'nmae' in an export (did you mean 'name'?)");
  }

  @Test
  void allMistakesAreToldAtOnce() {
    String mistakes =
        mistakesOf(
            """
            workers = 0
            listen = "here"
            [[export]]
            path = 7
            squash = "some"
            [[export]]
            name = "/x"
            [[export]]
            path = "/ok"
            name = "not/absolute"
            clients = ["10.0.0.0/33", 4, { match = "1.2.3" }, {}]
            """);

    assertThat(mistakes.lines().map(line -> line.substring("byway.toml:".length())))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("1:1: 'workers' is 0"),
            line -> assertThat(line).startsWith("2:1: 'listen': 'here' is not HOST:PORT"),
            line -> assertThat(line).startsWith("4:1: 'path' is not a text"),
            line -> assertThat(line).startsWith("5:1: 'squash' is 'some', not one of root,"),
            line -> assertThat(line).startsWith("6:1: an export needs a 'path'"),
            line -> assertThat(line).contains("'/33' is not a prefix of 0 to 32"),
            line -> assertThat(line).contains("a client is a text or a table"),
            line -> assertThat(line).contains("'1.2.3' is not an address"),
            line -> assertThat(line).contains("a client needs a 'match'"));
  }

  @Test
  void aNameThatCannotBeMountedIsRefused() {
    assertThat(mistakesOf("[[export]]\npath = '/ok'\nname = 'relative'\n"))
        .startsWith("byway.toml:3:1: 'relative' is not an export name");
  }

  @Test
  void twoExportsOfOneNameAreRefused() {
    assertThat(mistakesOf("[[export]]\npath = '/a'\n[[export]]\npath = '/b'\nname = '/a'\n"))
        .isEqualTo("byway.toml:3:1: there is another export called /a");
  }

  @Test
  void brokenTomlIsToldWithItsPlace() {
    assertThat(mistakesOf("workers = = 3\n")).startsWith("byway.toml:1:11: ");
  }

  @Test
  void shorthandTakesTheWordsOfExports5() {
    ExportSpec export =
        Shorthand.export(
            "data:ro,all_squash,anonuid=5,anongid=6,async,localio=off,name=/d,client=10.0.0.1",
            Path.of("/srv"));

    assertThat(export.name()).isEqualTo("/d");
    assertThat(export.room()).isEqualTo("/srv/data");
    assertThat(export.sync()).isFalse();
    assertThat(export.localio()).isEqualTo(LocalioPolicy.OFF);
    assertThat(export.clients())
        .singleElement()
        .hasToString("10.0.0.1(ro,all_squash,anonuid=5,anongid=6)");
  }

  @Test
  void shorthandTellsTheColonOfARoomFromItsOwn() {
    Path srv = Path.of("/srv");

    assertThat(Shorthand.export("memory:", srv)).isEqualTo(ExportSpec.of("/memory", "memory:"));
    assertThat(Shorthand.export("memory::ro", srv).clients().getFirst().readOnly()).isTrue();
    assertThat(Shorthand.export("memory:x", srv).name()).isEqualTo("/memory/x");
    assertThat(Shorthand.export("/a:B c", srv).room()).isEqualTo("/a:B c");
  }

  @Test
  void shorthandNamesTheOptionItDoesNotKnow() {
    assertThat(List.of("/srv:rr", "/srv:ro,nope"))
        .allSatisfy(
            text ->
                assertThat(
                        catchThrowableOfType(
                            IllegalArgumentException.class,
                            () -> Shorthand.export(text, Path.of("/"))))
                    .hasMessageStartingWith("unknown export option"));
  }
}

package dev.byway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.cli.room.Rooms;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private final Session session =
      new Session(
          new PrintWriter(out, true),
          new PrintWriter(err, true),
          new ByteArrayOutputStream(),
          false,
          new Rooms(new MemoryRooms()));

  private int byway(String... args) {
    return Main.run(session, args);
  }

  @Test
  void versionSaysWhichByway() {
    assertThat(byway("--version")).isZero();
    assertThat(out.toString()).startsWith("byway ").doesNotContain("${");
  }

  @Test
  void helpNamesEveryCommandThatIsNotHidden() {
    assertThat(byway("--help")).isZero();
    for (CommandLine command : Commands.complete(session).getSubcommands().values()) {
      if (!command.getCommandSpec().usageMessage().hidden()) {
        assertThat(out.toString()).contains("\n  " + command.getCommandName() + " ");
      }
    }
  }

  @Test
  void everyCommandExplainsItself() {
    for (String name : Commands.names()) {
      out.getBuffer().setLength(0);
      assertThat(byway(name, "--help")).as(name).isZero();
      assertThat(out.toString()).as(name).startsWith("Usage: byway " + name);
    }
  }

  @Test
  void nothingAskedIsAUsageError() {
    assertThat(byway()).isEqualTo(2);
    assertThat(err.toString()).startsWith("Usage: byway");
  }

  @Test
  void aMistypedCommandIsAUsageErrorThatNamesTheRightOne() {
    assertThat(byway("completon")).isEqualTo(2);
    assertThat(err.toString()).contains("Did you mean: byway completion?");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUnknownOptionIsAUsageErrorThatPointsToTheHelp() {
    assertThat(byway("completion", "--bogus")).isEqualTo(2);
    assertThat(err.toString()).contains("--bogus");
  }

  @Test
  void completionKnowsEveryCommand() {
    assertThat(byway("completion", "bash")).isZero();
    assertThat(out.toString()).contains("completion").contains("complete -F");
  }
}

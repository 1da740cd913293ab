package dev.byway.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The root command: what `byway --help` shows.
@Command(
    name = "byway",
    versionProvider = Version.class,
    description = {
      "Serves directories over NFS, and uses them: over the wire, or beside it when both ends share"
          + " a host.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "A ROOM is a local path, or nfs://[USER@]HOST[:PORT]/PATH[?OPTION=VALUE&...].",
      "`byway COMMAND --help` tells more about one command. `byway demo` shows it all in a minute.",
      "Exit codes: 0 done, 1 failed, 2 command line not understood."
    })
final class Byway implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  @Override
  public Integer call() {
    CommandLine program = Objects.requireNonNull(spec).commandLine();
    program.usage(program.getErr());
    return ExitCode.USAGE;
  }
}

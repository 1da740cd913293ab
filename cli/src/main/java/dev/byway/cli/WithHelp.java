package dev.byway.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What every command has.
@Command(
    sortOptions = false,
    usageHelpAutoWidth = true,
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n")
abstract class WithHelp {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = Integer.MAX_VALUE,
      description = "Show this text.")
  private boolean help;
}

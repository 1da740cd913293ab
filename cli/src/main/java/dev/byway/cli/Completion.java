package dev.byway.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = {"Prints a script that completes commands and options in your shell.", ""},
    footer = {
      "",
      "For this shell only:  source <(byway completion bash)",
      "For every shell:      byway completion bash >"
          + " ~/.local/share/bash-completion/completions/byway"
    })
final class Completion extends WithHelp implements Callable<Integer> {
  /// The shells that picocli's script works in: zsh by its bashcompinit.
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Session session;

  @Parameters(
      paramLabel = "SHELL",
      arity = "0..1",
      defaultValue = "bash",
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.BASH;

  Completion(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var out = session.out();
    if (shell == Shell.ZSH) {
      out.println("autoload -U +X bashcompinit && bashcompinit");
    }
    out.println(AutoComplete.bash("byway", Commands.complete(session)));
    return 0;
  }
}

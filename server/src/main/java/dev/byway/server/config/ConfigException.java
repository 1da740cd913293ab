package dev.byway.server.config;

import java.util.List;
import java.util.stream.Collectors;

/// A configuration that cannot be used. Its message has a line for each mistake:
/// `byway.toml:3:5: ...`.
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  ConfigException(String source, List<ConfigProblem> problems) {
    super(
        problems.stream()
            .map(each -> source + ":" + each.line() + ":" + each.column() + ": " + each.message())
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// At least one, in the order of the file.
  public List<ConfigProblem> problems() {
    return problems;
  }
}

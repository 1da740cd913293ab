package dev.byway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/// The commands by name. Only the one that is asked for is built, so that a start loads nothing of
/// the others; help, completion and mistakes need them all.
final class Commands {
  private record Named(String name, Supplier<Object> make) {}

  private static final List<Named> ALL =
      List.of(
          new Named("completion", Completion::new), //
          new Named("warm-up", WarmUp::new));

  private Commands() {}

  static CommandLine program(String... args) {
    CommandLine program = new CommandLine(new Byway());
    program.setCaseInsensitiveEnumValuesAllowed(true);
    for (Named command : wanted(args)) {
      program.addSubcommand(command.name, command.make.get());
    }
    return program;
  }

  /// The program with every command.
  static CommandLine complete() {
    return program();
  }

  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Named command : ALL) {
      names.add(command.name);
    }
    return names;
  }

  private static List<Named> wanted(String... args) {
    if (args.length > 0) {
      for (Named command : ALL) {
        if (command.name.equals(args[0])) {
          return List.of(command);
        }
      }
      if (args[0].equals("--version") || args[0].equals("-V")) {
        return List.of();
      }
    }
    return ALL;
  }
}

package dev.byway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/// The commands by name. Only the one that is asked for is built, so that a start loads nothing of
/// the others; help, completion and mistakes need them all.
final class Commands {
  private record Named(String name, Function<Session, Object> make) {}

  private static final List<Named> ALL =
      List.of(
          new Named("serve", Serve::new),
          new Named("status", Status::new),
          new Named("trace", Trace::new),
          new Named("ls", Ls::new),
          new Named("cat", Cat::new),
          new Named("cp", Cp::new),
          new Named("mv", Mv::new),
          new Named("rm", Rm::new),
          new Named("mkdir", Mkdir::new),
          new Named("stat", Stat::new),
          new Named("tree", Tree::new),
          new Named("df", Df::new),
          new Named("exports", Exports::new),
          new Named("mount", Mount::new),
          new Named("umount", Umount::new),
          new Named("mounts", Mounts::new),
          new Named("bench", Bench::new),
          new Named("demo", Demo::new),
          new Named("completion", Completion::new),
          new Named("warm-up", WarmUp::new));

  private Commands() {}

  /// The program with the command that these arguments ask for.
  static CommandLine program(Session session, String... args) {
    CommandLine program = new CommandLine(new Byway());
    for (Named command : wanted(args)) {
      program.addSubcommand(command.name, command.make.apply(session));
    }
    program.setCaseInsensitiveEnumValuesAllowed(true);
    program.setOut(session.out());
    program.setErr(session.err());
    return program;
  }

  /// The program with every command.
  static CommandLine complete(Session session) {
    return program(session);
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

package dev.byway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.byway.cli.room.Rooms;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/// The program: reads the command line, runs one command, turns what it threw into one line on
/// stderr and an exit code: 0 done, 1 failed, 2 not understood.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int code = run(args);
    // Not exit: that loads the logging back end to log the exit, a third of a short command's time.
    Runtime.getRuntime().halt(code);
  }

  private static int run(String... args) {
    var bytes = new FileOutputStream(FileDescriptor.out);
    NinepRooms ninep = new NinepRooms();
    try (Rooms rooms =
        new Rooms(new LocalRooms())
            .with("nfs", new NfsRooms())
            .with("9p", ninep)
            .with("9p+unix", ninep)) {
      return run(
          new Session(
              new PrintWriter(new BufferedOutputStream(bytes, 1 << 16), false, UTF_8),
              new PrintWriter(System.err, true),
              bytes,
              System.console() != null && System.console().isTerminal(),
              rooms),
          args);
    }
  }

  /// As `main`, for those who want to go on living afterwards.
  static int run(Session session, String... args) {
    CommandLine program = Commands.program(session, args);
    program.setParameterExceptionHandler(Main::misunderstood);
    program.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
    int code = program.execute(args);
    session.out().flush();
    session.err().flush();
    return code;
  }

  private static int misunderstood(ParameterException e, String... args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    err.println(name + ": " + e.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("Try: " + name + " --help");
    }
    err.flush();
    return ExitCode.USAGE;
  }

  private static int failed(Exception e, CommandLine command) throws Exception {
    String name = command.getCommandSpec().qualifiedName();
    if (e instanceof ParameterException misuse) {
      return misunderstood(misuse);
    }
    if (!(e instanceof Failure || e instanceof IOException)) {
      throw e;
    }
    PrintWriter err = command.getErr();
    err.println(name + ": " + Failure.message(e));
    err.flush();
    return ExitCode.SOFTWARE;
  }
}

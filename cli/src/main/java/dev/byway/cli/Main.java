package dev.byway.cli;

import dev.byway.base.ErrnoException;
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
    System.out.flush();
    System.err.flush();
    // Not exit: that loads the logging back end to log the exit, a third of a short command's time.
    Runtime.getRuntime().halt(code);
  }

  private static int run(String... args) {
    return run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args);
  }

  /// As `main`, for those who want to go on living afterwards.
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine program = Commands.program(args);
    program.setOut(out);
    program.setErr(err);
    program.setParameterExceptionHandler(Main::misunderstood);
    program.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
    return program.execute(args);
  }

  private static int misunderstood(ParameterException e, String[] args) {
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
    boolean ordinary =
        e instanceof Failure || e instanceof ErrnoException || e instanceof IOException;
    if (!ordinary) {
      throw e;
    }
    PrintWriter err = command.getErr();
    err.println(name + ": " + Failure.message(e));
    err.flush();
    return ExitCode.SOFTWARE;
  }
}

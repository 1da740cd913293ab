package dev.byway.cli;

import dev.byway.cli.room.Place;
import dev.byway.cli.room.Rooms;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A command on places in rooms. What fails for one place is told, and the others go on; at the end
/// the exit code is 1.
abstract class RoomCommand extends WithHelp implements Callable<Integer> {
  protected final Session session;
  private boolean failed;

  @Spec private @Nullable CommandSpec spec;

  RoomCommand(Session session) {
    this.session = session;
  }

  /// Does the work. What it throws ends the command.
  abstract void run() throws IOException;

  @Override
  public Integer call() throws IOException {
    run();
    session.out().flush();
    return failed ? 1 : 0;
  }

  /// Work on one place.
  @FunctionalInterface
  interface Work {
    void on(Place place) throws IOException;
  }

  /// The work on each of these places.
  final void each(List<String> texts, Work work) {
    for (String text : texts) {
      try {
        work.on(session.rooms().open(text));
      } catch (IOException e) {
        complain(text, e);
      }
    }
  }

  /// Opens a place without which there is nothing to do.
  final Place open(String text) throws IOException {
    try {
      return session.rooms().open(text);
    } catch (IOException e) {
      throw new Failure(Rooms.complaint(text, e), e);
    }
  }

  final synchronized void complain(String text, Exception e) {
    session.out().flush();
    session
        .err()
        .println(Objects.requireNonNull(spec).qualifiedName() + ": " + Rooms.complaint(text, e));
    session.err().flush();
    failed = true;
  }

  final ParameterException misuse(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}

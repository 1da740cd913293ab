package dev.byway.cli;

import dev.byway.base.ErrnoException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/// A command could not do its work. The message is for the person at the terminal: what failed, and
/// what to do about it.
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Failure(String message) {
    super(message);
  }

  Failure(String message, Throwable cause) {
    super(message, cause);
  }

  /// `what`: why, as a person wants to read it.
  static Failure of(String what, Exception cause) {
    return new Failure(what + ": " + message(cause), cause);
  }

  /// What an exception says to a person.
  static String message(Exception e) {
    return switch (e) {
      case Failure failure -> String.valueOf(failure.getMessage());
      case ErrnoException errno -> errno.getMessage();
      case NoSuchFileException file -> file.getFile() + ": No such file or directory";
      case AccessDeniedException file -> file.getFile() + ": Permission denied";
      case FileAlreadyExistsException file -> file.getFile() + ": File exists";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}

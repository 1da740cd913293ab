package dev.byway.server.work;

/// A call that a worker shall answer.
public interface Job {
  /// Whose turn it takes.
  Lane lane();

  /// It was tried, and would wait: a worker will be held up by it.
  boolean waits();

  /// [System#nanoTime] of its arrival.
  long arrived();

  /// Answers it, on the worker's thread. Does not throw.
  void run(Workers.Worker worker);
}

package dev.byway.net;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What this module and Netty warn of while it is open, with its reason.
final class Warnings extends Handler implements AutoCloseable {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Logger logger = Logger.getLogger("");

  Warnings() {
    setLevel(Level.WARNING);
    logger.addHandler(this);
  }

  List<String> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void publish(LogRecord entry) {
    if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
      seen.add(entry.getLoggerName() + ": " + entry.getMessage() + ": " + entry.getThrown());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}

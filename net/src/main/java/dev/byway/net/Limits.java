package dev.byway.net;

import java.time.Duration;

/// What one peer, and all of them together, may take.
///
/// @param maxRecord longest record in bytes, without its marks
/// @param maxFragments most fragments of one record
/// @param maxConnections open at once; more are closed as soon as they are accepted
/// @param maxInFlight records of one connection that are taken and not answered yet, before it is
///     read no further
/// @param maxUnsent bytes of answers that one peer leaves unread, before it is read no further
/// @param maxMemory bytes in buffers of all connections together, before those that hold some are
///     read no further, but for one in each loop, so that what was begun is finished; over twice as
///     much they are closed
/// @param recordTimeout for a record begun to become whole, and for an unread answer to be read,
///     before the connection is closed
/// @param firstRecordTimeout for the first whole record of a connection
public record Limits(
    int maxRecord,
    int maxFragments,
    int maxConnections,
    int maxInFlight,
    int maxUnsent,
    long maxMemory,
    Duration recordTimeout,
    Duration firstRecordTimeout) {

  /// For 1 MiB transfers. Netty takes as much memory for buffers as the heap may take, at most.
  public static final Limits DEFAULT =
      new Limits(
          (1 << 20) + (1 << 16),
          4096,
          4096,
          64,
          4 << 20,
          Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 4),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  public Limits withMaxRecord(int bytes) {
    return new Limits(
        bytes,
        maxFragments,
        maxConnections,
        maxInFlight,
        maxUnsent,
        maxMemory,
        recordTimeout,
        firstRecordTimeout);
  }

  public Limits withMaxConnections(int count) {
    return new Limits(
        maxRecord,
        maxFragments,
        count,
        maxInFlight,
        maxUnsent,
        maxMemory,
        recordTimeout,
        firstRecordTimeout);
  }

  public Limits withMaxInFlight(int count) {
    return new Limits(
        maxRecord,
        maxFragments,
        maxConnections,
        count,
        maxUnsent,
        maxMemory,
        recordTimeout,
        firstRecordTimeout);
  }

  public Limits withMaxUnsent(int bytes) {
    return new Limits(
        maxRecord,
        maxFragments,
        maxConnections,
        maxInFlight,
        bytes,
        maxMemory,
        recordTimeout,
        firstRecordTimeout);
  }

  public Limits withMaxMemory(long bytes) {
    return new Limits(
        maxRecord,
        maxFragments,
        maxConnections,
        maxInFlight,
        maxUnsent,
        bytes,
        recordTimeout,
        firstRecordTimeout);
  }

  public Limits withTimeouts(Duration record, Duration firstRecord) {
    return new Limits(
        maxRecord,
        maxFragments,
        maxConnections,
        maxInFlight,
        maxUnsent,
        maxMemory,
        record,
        firstRecord);
  }
}

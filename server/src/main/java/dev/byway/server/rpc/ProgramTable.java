package dev.byway.server.rpc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The programs of a server, and where their statistics hang. Any thread.
final class ProgramTable {
  /// Procedures above this have no entry: NFSv4's callback and all others stay far below.
  private static final int MAX_PROCEDURES = 64;

  private final Served[] programs;

  /// A procedure as it is served.
  record Entry(RpcProgram program, int version, RpcProcedure procedure, ProcedureStats stats) {}

  /// A program and the entries of its versions, made when first asked for.
  record Served(RpcProgram program, int number, List<AtomicReferenceArray<Entry>> versions) {
    static Served of(RpcProgram program) {
      List<AtomicReferenceArray<Entry>> versions = new ArrayList<>();
      for (int version = program.low(); version <= program.high(); version++) {
        versions.add(new AtomicReferenceArray<>(MAX_PROCEDURES));
      }
      return new Served(program, program.number(), versions);
    }
  }

  private final int threads;

  ProgramTable(Collection<RpcProgram> programs, int threads) {
    this.threads = threads;
    this.programs = programs.stream().map(Served::of).toArray(Served[]::new);
  }

  @Nullable Served program(int number) {
    for (Served each : programs) {
      if (each.number == number) {
        return each;
      }
    }
    return null;
  }

  /// For a version that the program serves; `null` is PROC_UNAVAIL.
  @Nullable Entry entry(Served served, int version, int procedure) {
    if (procedure < 0 || procedure >= MAX_PROCEDURES) {
      return null;
    }
    AtomicReferenceArray<Entry> entries = served.versions.get(version - served.program.low());
    Entry entry = entries.getAcquire(procedure);
    return entry != null ? entry : made(served, entries, version, procedure);
  }

  private @Nullable Entry made(
      Served served, AtomicReferenceArray<Entry> entries, int version, int number) {
    RpcProcedure procedure = served.program.procedure(version, number);
    if (procedure == null) {
      return null;
    }
    Entry entry = new Entry(served.program, version, procedure, new ProcedureStats(threads));
    return entries.compareAndSet(number, null, entry) ? entry : entries.getAcquire(number);
  }

  List<ProcedureCount> counts() {
    List<ProcedureCount> counts = new ArrayList<>();
    for (Served each : programs) {
      for (AtomicReferenceArray<Entry> entries : each.versions) {
        for (int i = 0; i < entries.length(); i++) {
          Entry entry = entries.getAcquire(i);
          if (entry != null) {
            counts.add(count(entry));
          }
        }
      }
    }
    return counts;
  }

  private static ProcedureCount count(Entry entry) {
    ProcedureStats stats = entry.stats;
    LatencyHistogram latency = stats.latency();
    return new ProcedureCount(
        entry.program.name(),
        entry.version,
        entry.procedure.name(),
        latency.count(),
        stats.errors(),
        stats.byWorkers(),
        stats.nanos(),
        latency);
  }
}

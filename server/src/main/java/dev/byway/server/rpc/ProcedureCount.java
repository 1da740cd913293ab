package dev.byway.server.rpc;

/// What one procedure did since the server's start.
///
/// @param program the program's name
/// @param procedure the procedure's name
/// @param calls answered
/// @param errors those that RPC itself had to refuse: GARBAGE_ARGS, SYSTEM_ERR
/// @param byWorkers those that a worker answered, because they might have had to wait
/// @param nanos all of their durations together, from the record's arrival to the reply's departure
/// @param latency their durations
public record ProcedureCount(
    String program,
    int version,
    String procedure,
    long calls,
    long errors,
    long byWorkers,
    long nanos,
    LatencyHistogram latency) {}

package dev.byway.server.work;

/// What the pool of workers does just now.
///
/// @param threads of the pool
/// @param busy those that are at a call
/// @param waiting calls that no worker has taken yet
public record WorkerLoad(int threads, int busy, int waiting) {}

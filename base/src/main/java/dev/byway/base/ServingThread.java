package dev.byway.base;

/// Marks a thread that serves callers and does little else: a server's worker or event loop. A room
/// that acts as its callers may leave the group ids of the last one on such a thread between calls,
/// since setting them back and forth costs more than many a call. (The user id it sets back: class
/// files must stay readable.)
public interface ServingThread {}

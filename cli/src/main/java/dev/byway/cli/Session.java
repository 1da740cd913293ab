package dev.byway.cli;

import dev.byway.cli.room.Rooms;
import java.io.OutputStream;
import java.io.PrintWriter;

/// What a command works with, instead of the process's own.
///
/// @param out text for the person or the next program
/// @param err complaints and progress
/// @param bytes raw output; the same place as `out`
/// @param terminal whether a person looks at `err`
public record Session(
    PrintWriter out, PrintWriter err, OutputStream bytes, boolean terminal, Rooms rooms) {}

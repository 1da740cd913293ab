package dev.byway.server.config;

/// One mistake in a configuration file.
///
/// @param line from 1
/// @param column from 1
/// @param message what is wrong, for the person who wrote the file
public record ConfigProblem(int line, int column, String message) {}

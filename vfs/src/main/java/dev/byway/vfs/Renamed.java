package dev.byway.vfs;

/// The changes of both directories; the same one twice when they are the same.
public record Renamed(Change from, Change to) {}

package dev.byway.vfs;

/// A node and what it was like when it was found.
public record Entry(Node node, Attributes attributes) {}

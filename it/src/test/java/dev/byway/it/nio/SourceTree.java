package dev.byway.it.nio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A tree of sources that a compiler takes: our own modules that need no others.
final class SourceTree {
  private static final Path ROOT = Path.of(System.getProperty("byway.root", ".."));

  private SourceTree() {}

  static void copyTo(Path directory) throws IOException {
    for (String module : List.of("base", "vfs")) {
      Served.copyTree(ROOT.resolve(module).resolve("src/main/java"), directory.resolve(module));
    }
  }

  static List<Path> javaFiles(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}

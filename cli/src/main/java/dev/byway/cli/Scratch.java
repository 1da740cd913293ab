package dev.byway.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A new directory that goes, with all in it, when it is closed.
record Scratch(Path path) implements AutoCloseable {
  /// @param parent null: where this machine keeps temporary files
  static Scratch in(@Nullable Path parent) throws IOException {
    return new Scratch(
        parent == null
            ? Files.createTempDirectory("byway-")
            : Files.createTempDirectory(parent, "byway-").toAbsolutePath());
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

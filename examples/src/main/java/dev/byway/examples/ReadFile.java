package dev.byway.examples;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Reads a file of an NFS server as any other: `java ... ReadFile nfs://server/export/file.txt`.
public final class ReadFile {
  private ReadFile() {}

  /// @param uri of a file of UTF-8 text
  /// @return how many lines it has
  public static long countLines(URI uri) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(uri))) {
      return lines.count();
    }
  }

  public static void main(String[] args) throws IOException {
    System.out.println(countLines(URI.create(args[0])));
  }
}

package dev.byway.it.nio;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Makes a zip file with the JDK's zip file system, changes it, and reads it through another one.
final class ZipProgram implements ProgramsTest.Program {
  @Override
  public List<String> run(Path directory) throws IOException {
    Path sources = Files.createDirectory(directory.resolve("sources"));
    SourceTree.copyTo(sources);
    Path archive = directory.resolve("sources.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Served.copyTree(sources, zip.getPath("/src"));
    }
    try (FileSystem zip = FileSystems.newFileSystem(archive)) {
      Files.delete(zip.getPath("/src/base/module-info.java"));
      Files.writeString(zip.getPath("/added.txt"), "added");
      Files.move(zip.getPath("/src/vfs/module-info.java"), zip.getPath("/moved.java"));
    }
    try (FileSystem zip = FileSystems.newFileSystem(archive);
        var files = Files.walk(zip.getPath("/"))) {
      return files.filter(Files::isRegularFile).map(ZipProgram::line).sorted().toList();
    }
  }

  private static String line(Path file) {
    try {
      return file + " " + Digest.of(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

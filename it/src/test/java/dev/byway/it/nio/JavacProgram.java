package dev.byway.it.nio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// Compiles a source tree there: sources and classes on the path, libraries on the disk; then a
/// class against those classes.
final class JavacProgram implements ProgramsTest.Program {
  @Override
  public List<String> run(Path directory) throws IOException {
    Path sources = Files.createDirectory(directory.resolve("sources"));
    SourceTree.copyTo(sources);
    List<String> said = new ArrayList<>();
    List<Path> all = new ArrayList<>(SourceTree.javaFiles(sources));
    all.removeIf(file -> file.endsWith("module-info.java"));
    Path classes = Files.createDirectory(directory.resolve("classes"));
    compile(all, classes, List.of(), said);
    Path user = directory.resolve("User.java");
    Files.writeString(
        user,
        "class User { dev.byway.vfs.Name name() { return dev.byway.vfs.Name.DOT; } int x = y; }");
    compile(List.of(user), classes, List.of(classes), said);
    Files.writeString(user, "class User { dev.byway.vfs.Name n = dev.byway.vfs.Name.DOT; }");
    compile(List.of(user), classes, List.of(classes), said);
    return said;
  }

  private static void compile(
      List<Path> sources, Path classes, List<Path> classPath, List<String> said)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
      List<Path> libraries = new ArrayList<>(classPath);
      for (String each : System.getProperty("java.class.path").split(":")) {
        if (each.contains("jspecify")) {
          libraries.add(Path.of(each));
        }
      }
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, libraries);
      // Else javac looks for plug-ins on the class path, by a class loader of Files only.
      files.setLocationFromPaths(StandardLocation.ANNOTATION_PROCESSOR_PATH, List.of());
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      boolean success =
          compiler
              .getTask(
                  null,
                  files,
                  diagnostics,
                  List.of("-Xlint:all", "-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      said.add("success: " + success);
    }
    diagnostics
        .getDiagnostics()
        .forEach(each -> said.add(each.getLineNumber() + ": " + each.getMessage(Locale.ROOT)));
  }
}

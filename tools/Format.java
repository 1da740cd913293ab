import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs google-java-format over the tree's sources: `check` fails and names the files that are not
/// formatted, `apply` rewrites them. The build calls it with the toolchain's Java, because Maven
/// itself may run on one too old for the formatter.
public final class Format {
  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    var command = new ArrayList<String>();
    if (apply) {
      command.add("--replace");
    } else {
      command.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    }
    command.addAll(sources());
    var out = new PrintWriter(System.out, true);
    int exit = new Main(out, new PrintWriter(System.err, true), System.in).format(command.toArray(String[]::new));
    if (exit != 0 && !apply) {
      System.err.println("These files are not formatted: run `mvn -N process-sources -Dbyway.format=apply`");
    }
    System.exit(exit);
  }

  private static List<String> sources() throws IOException {
    try (var files = Files.walk(Path.of("."), 1)) {
      var found = new ArrayList<String>();
      for (Path module : files.filter(dir -> Files.exists(dir.resolve("pom.xml"))).toList()) {
        Path src = module.resolve("src");
        if (Files.isDirectory(src)) {
          try (var java = Files.walk(src)) {
            java.filter(file -> file.toString().endsWith(".java")).map(Path::toString).forEach(found::add);
          }
        }
      }
      return found;
    }
  }
}

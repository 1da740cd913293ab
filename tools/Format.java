import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs google-java-format over the tree's sources: `check` fails and names the files that are not
/// formatted, `apply` rewrites them, and first wraps long lines of doc comments, of which the
/// formatter would make plain comments. The build calls it with the toolchain's Java, because Maven
/// itself may run on one too old for the formatter.
public final class Format {
  private static final int COLUMNS = 100;
  /// The margin of a doc comment, and what tells that a line begins an item.
  private static final Pattern DOC = Pattern.compile("( *///\\s+)(- |@\\w+ |)");

  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    var command = new ArrayList<String>();
    if (apply) {
      command.add("--replace");
    } else {
      command.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    }
    List<String> sources = sources();
    if (apply) {
      for (String source : sources) {
        wrapDocs(Path.of(source));
      }
    }
    command.addAll(sources);
    var out = new PrintWriter(System.out, true);
    int exit = new Main(out, new PrintWriter(System.err, true), System.in).format(command.toArray(String[]::new));
    if (exit != 0 && !apply) {
      System.err.println("These files are not formatted: run `mvn -N process-sources -Dbyway.format=apply`");
    }
    System.exit(exit);
  }

  private static void wrapDocs(Path source) throws IOException {
    List<String> before = Files.readAllLines(source);
    List<String> lines = new ArrayList<>(before);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int end = line.length() > COLUMNS ? line.lastIndexOf(' ', COLUMNS) : -1;
      Matcher doc = DOC.matcher(line);
      if (!doc.lookingAt() || end <= doc.end()) {
        continue;
      }
      lines.set(i, line.substring(0, end));
      String rest = line.substring(end + 1);
      String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
      String margin = doc.group(1) + (doc.group(2).startsWith("@") ? "    " : " ".repeat(doc.group(2).length()));
      if (next.startsWith(margin) && next.length() > margin.length() && Character.isLetterOrDigit(next.charAt(margin.length()))) {
        lines.set(i + 1, margin + rest + " " + next.substring(margin.length()));
      } else {
        lines.add(i + 1, margin + rest);
      }
    }
    if (!lines.equals(before)) {
      Files.write(source, lines);
    }
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
